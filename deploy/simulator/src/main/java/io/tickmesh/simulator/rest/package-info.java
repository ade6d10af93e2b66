/// The REST surface: parameters, weights, answers and errors in the exchange's forms.
@NullMarked
package io.tickmesh.simulator.rest;

import org.jspecify.annotations.NullMarked;
