/// What a person does on the dashboard, in a real browser, judged by what REST says afterwards.
@org.jspecify.annotations.NullMarked
package io.tickmesh.acceptance.browser;
