using GrupoGad.Efectivos;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.Rest;

/// <summary>The outcome of a posted batch; sent when every accepted report is durable.</summary>
/// <param name="Accepted">Reports stored.</param>
/// <param name="AcceptedAsHistory">Of them, those that did not move the live position.</param>
/// <param name="LeftOut">Optional fields that made no sense; their reports are kept without them.</param>
public sealed record PositionsAnswer(uint Accepted, uint AcceptedAsHistory, IReadOnlyList<RefusedPosition> Refused, IReadOnlyList<LeftOutField> LeftOut)
{
    public static PositionsAnswer From(Wire.PositionAck ack) => new(
        ack.Accepted,
        ack.AcceptedAsHistory,
        [.. ack.Refused.Select(r => new RefusedPosition(r.Index, (ReportOutcome)r.Outcome, Camel(r.Field), r.Value, r.Rule))],
        [.. ack.LeftOut.Select(one => new LeftOutField(one.Index, Camel(one.Field), one.Value, one.Rule))]);

    /// <summary>Field names as this endpoint's JSON writes them.</summary>
    private static string Camel(string field) => string.Concat(field.Split('_').Select((word, i) => i == 0 ? word : Capital(word)));

    private static string Capital(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}

/// <param name="Index">Place in the batch, from 0.</param>
public sealed record RefusedPosition(uint Index, ReportOutcome Outcome, string Field, string Value, string Rule);

/// <param name="Index">Place in the batch, from 0.</param>
public sealed record LeftOutField(uint Index, string Field, string Value, string Rule);
