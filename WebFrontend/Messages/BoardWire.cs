using GrupoGad.Alarms;
using GrupoGad.Boards;
using Wire = GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Messages;

/// <summary>Alarms, welfare and boards as the protocol writes them. Its numbers are the domain's.</summary>
internal static class BoardWire
{
    public static Wire.Alarm ToWire(this AlarmSummary alarm) => new()
    {
        Unstored = alarm.Unstored,
        PressedAgain = (uint)alarm.PressedAgain,
        PressedAt = alarm.PressedAt.ToWire(),
        OperationId = alarm.OperationId,
        Helpers = { alarm.Helpers },
        AlarmId = alarm.AlarmId,
        EfectivoId = alarm.EfectivoId,
        Kind = (Wire.AlarmKind)alarm.Kind,
        Status = (Wire.AlarmStatus)alarm.Status,
        RaisedAt = alarm.RaisedAt.ToWire(),
        Point = alarm.Point.ToWire(),
        Actor = alarm.Actor,
        Version = alarm.Version,
    };

    public static Wire.CheckInState ToWire(this WelfareView welfare) => new()
    {
        EveryS = (uint)welfare.Every.TotalSeconds,
        DueAt = welfare.DueAt.ToWire(),
        SetBy = welfare.SetBy,
    };

    /// <summary>The alarm as its caller receives it. A person who has seen it is not help on its way.</summary>
    public static Wire.PanicState ToPanicState(this AlarmSummary? alarm) => alarm is null ? new Wire.PanicState() : new Wire.PanicState
    {
        AlarmId = alarm.AlarmId,
        Status = (Wire.AlarmStatus)alarm.Status,
        Kind = (Wire.AlarmKind)alarm.Kind,
        Unstored = alarm.Unstored,
        SeenBy = alarm.Actor,
        Helpers = { alarm.Helpers },
    };

    /// <summary>Puts an item where its kind belongs.</summary>
    public static void Add(this Wire.BoardFrame frame, BoardItem item)
    {
        if (item.Operation is { } operation)
        {
            frame.Operations.Add(operation.ToWire());
        }
        else if (item.Command is { } command)
        {
            frame.Commands.Add(command.ToWire());
        }
        else if (item.Alarm is { } alarm)
        {
            frame.Alarms.Add(alarm.ToWire());
        }
    }
}
