/// What bots decide and own, written down before it counts.
@NullMarked
package io.tickmesh.bot.store;

import org.jspecify.annotations.NullMarked;
