using System.Collections.Concurrent;
using System.Globalization;
using GrupoGad.Commands;
using Orleans.Storage;

namespace GrupoGad.Benchmarks.Ledger;

/// <summary>The peer: a state of its own per command, written whole through Persistence.AdoNet at each step, as a grain that calls <c>WriteStateAsync</c>.</summary>
public sealed class StateSteps(IGrainStorage states) : IStepStore
{
    public const string StateName = "peer-command";

    private readonly ConcurrentDictionary<string, GrainState<PeerCommand>> _commands = new();

    public async Task<bool> Take(string commandId, string efectivoId, LadderStep step)
    {
        var command = _commands.GetOrAdd(commandId, id => new GrainState<PeerCommand>(new PeerCommand { Text = $"Orden de prueba {id}" }));
        var state = command.State!;
        state.Steps.Add(new PeerStep(efectivoId, step, DateTime.UtcNow, -34.6037, -58.3816));
        await states.WriteStateAsync(StateName, GrainId.Create("peer", commandId), command);
        return command.ETag == state.Steps.Count.ToString(CultureInfo.InvariantCulture);
    }

    public sealed class PeerCommand
    {
        public string Text { get; set; } = "";

        public List<PeerStep> Steps { get; set; } = [];
    }

    public sealed record PeerStep(string EfectivoId, LadderStep Step, DateTime At, double Latitude, double Longitude);
}
