/** The only place that knows Allure: results from Cucumber's events, identities and labels, and the report's generation. */
@NullMarked
package dev.tapbench.reports.allure;

import org.jspecify.annotations.NullMarked;
