using System.Collections.Concurrent;
using GrupoGad.Commands;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>One gateway with many sessions: the session's id is the efectivo's code.</summary>
internal sealed class Crowd : ICommandObserver
{
    private readonly ConcurrentDictionary<(string Code, string CommandId), int> _offered = new();
    private readonly CommandSilos _silos;
    private readonly ICommandObserver _door;

    public Crowd(CommandSilos silos)
    {
        _silos = silos;
        _door = silos.Grains.CreateObjectReference<ICommandObserver>(this);
    }

    public async Task Attach(string code) =>
        Assert.True((await _silos.Grains.GetGrain<IInboxGrain>(code).Attach(new Attachment { Gateway = _door, SessionId = code })).Attached);

    public int Having(string commandId) => _offered.Keys.Count(key => key.CommandId == commandId);

    public Task SeeAll(string commandId) => Parallel.ForEachAsync(
        _offered.Keys.Where(key => key.CommandId == commandId).ToArray(), new ParallelOptions { MaxDegreeOfParallelism = 128 },
        async (key, _) => Assert.Equal(StepOutcome.Recorded, (await _silos.Grains.GetGrain<IInboxGrain>(key.Code).Acknowledge(
            commandId, new RecipientStep { EfectivoId = key.Code, Step = LadderStep.Seen, At = DateTime.UtcNow, Actor = key.Code })).Outcome));

    public Task OnOffer(string sessionId, CommandOffer command)
    {
        _offered.AddOrUpdate((sessionId, command.CommandId), 1, (_, before) => before + 1);
        return Task.CompletedTask;
    }

    public Task OnWithdrawn(string sessionId, string commandId, string reason) => Task.CompletedTask;

    public Task OnSettled(string sessionId, CommandEnd end) => Task.CompletedTask;

    public Task OnOwn(string sessionId, OwnState state) => Task.CompletedTask;

    public Task OnSuperseded(string sessionId, long epoch) => Task.CompletedTask;
}
