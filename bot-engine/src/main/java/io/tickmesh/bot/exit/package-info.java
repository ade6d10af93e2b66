/// When a position is given up because of its price or its age, and what happens to what cannot be sold.
@NullMarked
package io.tickmesh.bot.exit;

import org.jspecify.annotations.NullMarked;
