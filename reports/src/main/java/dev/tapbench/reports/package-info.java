/**
 * Evidence of a run: what happened in each scenario, masked before it is written anywhere, and the verdict that follows.
 *
 * <p>A run is used like this; the order of the lines matters:
 *
 * <pre>{@code
 * RunWriter run = RunWriter.start(settings);                       // makes reports/runs/<time>/
 * AllureResults allure = AllureResults.in(run);                    // or leave it out: --no-report
 * ScenarioRecorder recorder = new ScenarioRecorder(run, allure);   // or new ScenarioRecorder(run)
 * Runtime.builder().withAdditionalPlugins(recorder, run.cucumberMessages()).build().run();
 * Optional<StatusCounts> counts = Optional.of(AllureReport.generate(home, allure.folder(), run.folder()));
 * Summary summary = run.finish(counts);                            // writes summary.json and junit.xml
 * }</pre>
 *
 * <p>Cucumber makes the glue's objects itself, so glue reaches the evidence of the scenario that runs on its thread by
 * {@link dev.tapbench.reports.ScenarioEvidence#current()}: it gives {@code journal()} to parties, readers and HSMs as their
 * {@code Trace}, registers secrets with {@code secrets()}, and as the last act of a scenario, in an {@code @After} hook of the
 * lowest order, calls {@code checkRequirements(scenario.isFailed())}, which throws where a requirement's predicate does not hold.
 */
@NullMarked
package dev.tapbench.reports;

import org.jspecify.annotations.NullMarked;
