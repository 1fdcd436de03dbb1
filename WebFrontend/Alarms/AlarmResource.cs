using GrupoGad.Alarms;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Alarms;

/// <summary>An alarm as REST shows it.</summary>
/// <param name="Actor">Who acknowledged, then who cancelled it; empty: nobody.</param>
public sealed record AlarmResource(
    string AlarmId, string EfectivoId, AlarmKind Kind, AlarmStatus Status, DateTime RaisedAt, PointItem? Point, string Actor, long Version)
{
    public static AlarmResource Of(AlarmSummary alarm) => new(
        alarm.AlarmId, alarm.EfectivoId, alarm.Kind, alarm.Status, alarm.RaisedAt, PointItem.Of(alarm.Point), alarm.Actor, alarm.Version);
}
