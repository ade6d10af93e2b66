/// Strategies that are written as text: [io.tickmesh.bot.strategy.rule.Rule] is what one says, read by a parser that knows the
/// exact place of every mistake, and compiled once to a tree that makes no garbage.
@NullMarked
package io.tickmesh.bot.strategy.rule;

import org.jspecify.annotations.NullMarked;
