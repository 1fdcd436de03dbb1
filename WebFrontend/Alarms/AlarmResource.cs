using System.Text.Json.Serialization;
using GrupoGad.Alarms;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Alarms;

/// <summary>An alarm as REST shows it.</summary>
/// <param name="Actor">The person who acknowledged, then the one who cancelled it; empty: nobody.
/// While it rings: the person who had seen it before it was pressed again.</param>
/// <param name="Stored">False: it rings, and could not be stored yet; say it again with the same id.</param>
/// <param name="PressedAgain">Times the button was pressed again while it was open.</param>
/// <param name="PressedAt">The last time it was, UTC.</param>
/// <param name="OperationId">The operation whose people are to help; empty: none.</param>
/// <param name="Helpers">Codes of those of them who are on their way or there.</param>
public sealed record AlarmResource(
    string AlarmId, string EfectivoId, AlarmKind Kind, AlarmStatus Status, DateTime RaisedAt, PointItem? Point, string Actor, long Version, bool Stored,
    int PressedAgain, DateTime? PressedAt, string OperationId, IReadOnlyList<string> Helpers)
{
    /// <summary>The parts of the call that made no sense and were left out; absent: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Refusal>? LeftOut { get; init; }

    public static AlarmResource Of(AlarmSummary alarm) => new(
        alarm.AlarmId, alarm.EfectivoId, alarm.Kind, alarm.Status, alarm.RaisedAt, PointItem.Of(alarm.Point), alarm.Actor, alarm.Version, !alarm.Unstored,
        alarm.PressedAgain, alarm.PressedAt, alarm.OperationId, alarm.Helpers);
}
