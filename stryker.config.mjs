/** Mutation testing of what is pure, apart from the tests: see docs/decisions/0013-mutants.md. */
const PURE = ['packages/domain', 'packages/exports', 'packages/api/src/*/policy', 'packages/sync/src/guard'];
const REPORTS = 'reports/mutants';

/** All that is said at the end; what survived is in the report. */
class OneLineReporter {
  #began = Date.now();

  onMutationTestReportReady(_report, { systemUnderTestMetrics: { metrics } }) {
    const { mutationScore, totalDetected, totalValid, survived, noCoverage } = metrics;
    const seconds = Math.round((Date.now() - this.#began) / 1_000);
    process.stdout.write(
      `mutants: ${mutationScore.toFixed(1)} % noticed, ${totalDetected} of ${totalValid}; ${survived} survived, ` +
        `${noCoverage} were met by no test; ${seconds} s; the list is ${REPORTS}/index.html\n`,
    );
  }
}

/** This file is its own plugin. */
export const strykerPlugins = [{ kind: 'Reporter', name: 'one-line', injectableClass: OneLineReporter }];

export default {
  mutate: PURE.flatMap((folder) => [`${folder}/**/*.ts`, `!${folder}/**/*.test.ts`, `!${folder}/**/test/**`]),
  plugins: ['@stryker-mutator/vitest-runner', './stryker.config.mjs'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.pure.config.ts' },
  // With a second one on two cores, tests wait for each other and are taken for endless loops.
  concurrency: 1,
  disableTypeChecks: false,
  ignorePatterns: ['apps/*/dist', 'apps/e2e/test-results', 'docs'],
  reporters: ['html', 'json', 'one-line'],
  htmlReporter: { fileName: `${REPORTS}/index.html` },
  jsonReporter: { fileName: `${REPORTS}/mutants.json` },
};
