/// Answers whether an order may be sent, keeps exposure, and stops accounts and bots that lose too much.
@NullMarked
package io.tickmesh.risk;

import org.jspecify.annotations.NullMarked;
