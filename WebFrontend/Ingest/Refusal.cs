using GrupoGad.Efectivos;

namespace GrupoGad.WebFrontend.Ingest;

/// <summary>Why a report was refused, in the sender's terms.</summary>
/// <param name="Field">Name of the field as the protocols write it, e.g. <c>device_time</c>.</param>
/// <param name="Value">What it was; empty when it was missing.</param>
/// <param name="Rule">What it should be.</param>
public readonly record struct Refusal(ReportOutcome Outcome, string Field, string Value, string Rule);
