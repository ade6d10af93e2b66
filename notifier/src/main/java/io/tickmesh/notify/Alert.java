package io.tickmesh.notify;

import io.tickmesh.mesh.event.Severity;

/// Something to tell people.
///
/// @param text one short line for people, without markup
/// @param eventId the event it is about
record Alert(Severity severity, String text, String eventId) {}
