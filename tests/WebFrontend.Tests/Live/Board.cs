using GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>The board as a screen keeps it.</summary>
internal sealed class Board
{
    private readonly Dictionary<string, int> _rung = [];

    public Dictionary<string, OperationSummary> Operations { get; } = [];

    public Dictionary<string, CommandSummary> Commands { get; } = [];

    public Dictionary<string, Alarm> Alarms { get; } = [];

    /// <summary>Numbers of the events at fences, as they came.</summary>
    public List<long> FenceEvents { get; } = [];

    public int Snapshots { get; private set; }

    /// <summary>How often an efectivo's alarm came.</summary>
    public int Rung(string code) => _rung.GetValueOrDefault(code);

    public void Apply(BoardFrame frame)
    {
        if (frame.Snapshot)
        {
            Snapshots++;
            Operations.Clear();
            Commands.Clear();
            Alarms.Clear();
        }
        foreach (var operation in frame.Operations)
        {
            Operations[operation.OperationId] = operation;
        }
        foreach (var command in frame.Commands)
        {
            Commands[command.Command.CommandId] = command;
        }
        foreach (var alarm in frame.Alarms)
        {
            Alarms[alarm.EfectivoId] = alarm;
            _rung[alarm.EfectivoId] = Rung(alarm.EfectivoId) + 1;
        }
        FenceEvents.AddRange(frame.FenceEvents.Select(told => told.Number));
        foreach (var key in frame.Removed)
        {
            Operations.Remove(key[2..]);
            Commands.Remove(key[2..]);
            Alarms.Remove(key[2..]);
        }
    }
}
