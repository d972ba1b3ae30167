import { Button, createTheme, Input, type MantineColorsTuple } from '@mantine/core';

/**
 * The red of official documents (#A61E22 at 7, white text on it has a contrast of 7.6), from wash
 * to ink.
 */
const official: MantineColorsTuple = [
  '#fdf3f2',
  '#f8e1df',
  '#efc0bd',
  '#e59b97',
  '#d86f6b',
  '#c94a48',
  '#b72f31',
  '#a61e22',
  '#8c171b',
  '#6f1014',
];

/** Fingers need 44 px; Mantine's middle size has 42. */
const TOUCH_HEIGHT = '2.75rem';

export const theme = createTheme({
  primaryColor: 'official',
  primaryShade: 7,
  colors: { official },
  fontFamily:
    '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.75rem' }, h2: { fontSize: '1.3rem' } } },
  defaultRadius: 'md',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'md' },
      vars: (_theme, props) => ({
        root: props.size === 'md' ? { '--button-height': TOUCH_HEIGHT, '--button-padding-x': '1.1rem' } : {},
      }),
    }),
    // 16 px of text as well, or iOS zooms into the field.
    Input: Input.extend({
      vars: (_theme, props) => ({
        wrapper: props.size === undefined || props.size === 'md' ? { '--input-height': TOUCH_HEIGHT } : {},
      }),
    }),
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    MultiSelect: { defaultProps: { size: 'md' } },
    TagsInput: { defaultProps: { size: 'md' } },
    DateInput: { defaultProps: { size: 'md' } },
    DatePickerInput: { defaultProps: { size: 'md' } },
    Alert: { styles: { message: { fontSize: 'var(--mantine-font-size-md)' } } },
    Modal: {
      defaultProps: { centered: true },
      styles: { title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 650 } },
    },
    Loader: { defaultProps: { type: 'dots' } },
  },
});
