using System.Collections.Concurrent;
using GrupoGad.Commands;

namespace GrupoGad.Cluster.Tests.Commands;

/// <summary>An efectivo's client with its gateway: keeps what it was handed, in order, and answers when told to.</summary>
public sealed class Phone : ICommandObserver
{
    private readonly ConcurrentQueue<CommandOffer> _offers = new();
    private readonly CommandSilos _silos;
    private readonly string _code;
    private readonly string _device;

    public Phone(CommandSilos silos, string code, string device) => (_silos, _code, _device) = (silos, code, device);

    public string SessionId { get; } = Guid.NewGuid().ToString("N");

    public IInboxGrain Inbox => _silos.Grains.GetGrain<IInboxGrain>(_code);

    public CommandOffer[] Offers => [.. _offers];

    public ConcurrentQueue<(string CommandId, string Reason)> Withdrawn { get; } = new();

    /// <summary>Steps that others brought on.</summary>
    public ConcurrentQueue<(string CommandId, LadderStep Stands, string Actor)> Settled { get; } = new();

    public ConcurrentQueue<long> Superseded { get; } = new();

    /// <summary>What it was told of its own efectivo, in order.</summary>
    public ConcurrentQueue<OwnState> Own { get; } = new();

    /// <summary>What the gateway does when it takes in an offer.</summary>
    public Func<CommandOffer, Task> TakesIn { get; set; } = _ => Task.CompletedTask;

    public Attachment Attachment { get; private set; } = null!;

    public AttachAnswer Answer { get; private set; } = null!;

    public async Task Attach()
    {
        var attachment = new Attachment { Gateway = _silos.Grains.CreateObjectReference<ICommandObserver>(this), SessionId = SessionId, Device = _device };
        Answer = await Inbox.Attach(attachment);
        Attachment = attachment with { Epoch = Answer.Epoch };
    }

    public int TimesOffered(string commandId) => _offers.Count(offer => offer.CommandId == commandId);

    public Task Has(string commandId) => TwoSilos.Until($"{_code} has {commandId}", () => Task.FromResult(TimesOffered(commandId) > 0));

    public ValueTask<StepAnswer> Says(string commandId, LadderStep step, string reason = "", DateTime? at = null) => Inbox.Acknowledge(
        commandId, new RecipientStep { EfectivoId = _code, Step = step, At = at ?? DateTime.UtcNow, Reason = reason, Actor = _code });

    public Task OnOffer(string sessionId, CommandOffer command)
    {
        Assert.Equal(SessionId, sessionId);
        _offers.Enqueue(command);
        return TakesIn(command);
    }

    public Task OnWithdrawn(string sessionId, string commandId, string reason)
    {
        Withdrawn.Enqueue((commandId, reason));
        return Task.CompletedTask;
    }

    public Task OnSettled(string sessionId, CommandEnd end)
    {
        Settled.Enqueue((end.CommandId, end.Stands, end.Actor));
        return Task.CompletedTask;
    }

    public Task OnOwn(string sessionId, OwnState state)
    {
        Own.Enqueue(state);
        return Task.CompletedTask;
    }

    public Task OnSuperseded(string sessionId, long epoch)
    {
        Superseded.Enqueue(epoch);
        return Task.CompletedTask;
    }
}
