/// Orders: sizing, paper execution, and the record of what was ordered and filled.
@NullMarked
package io.tickmesh.bot.execution;

import org.jspecify.annotations.NullMarked;
