package io.tickmesh.bot.strategy.rule;

/// A part of a rule.
sealed interface Node permits Expression, Condition {}
