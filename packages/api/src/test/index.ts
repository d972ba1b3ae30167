export { cheapPasswords } from './cheap-passwords.ts';
