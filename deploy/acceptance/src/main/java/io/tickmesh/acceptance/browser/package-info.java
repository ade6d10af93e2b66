/// A real browser on the dashboard.
@NullMarked
package io.tickmesh.acceptance.browser;

import org.jspecify.annotations.NullMarked;
