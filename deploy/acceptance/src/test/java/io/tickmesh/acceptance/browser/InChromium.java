package io.tickmesh.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test a page of its own on the shared system, for an admin unless a [By] says otherwise, and fails the test for
/// everything that the page complained about. Where there is no browser the tests are skipped, and say why.
final class InChromium implements ExecutionCondition, ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace SPACE =
            ExtensionContext.Namespace.create(InChromium.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Stage.missing()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("there is a browser"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Dashboard.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        By by = context.getRequiredTestMethod().getAnnotation(By.class);
        Stage.Role role = by == null ? Stage.Role.ADMIN : by.value();
        try {
            Dashboard dashboard = Dashboard.of(Stage.open(), role);
            context.getStore(SPACE).put(Dashboard.class, dashboard);
            return dashboard;
        } catch (Exception e) {
            throw new AssertionError("no page", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Dashboard dashboard = context.getStore(SPACE).remove(Dashboard.class, Dashboard.class);
        if (dashboard == null) {
            return;
        }
        try (dashboard) {
            context.getExecutionException()
                    .ifPresent(_ -> dashboard.keep(context.getDisplayName()));
            assertThat(dashboard.complaints().heard()).as("what the page complained of").isEmpty();
        }
    }
}
