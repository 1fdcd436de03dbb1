using System.Security.Cryptography;
using GrupoGad.Fences;
using GrupoGad.Storage;

namespace GrupoGad.Webhooks;

/// <inheritdoc cref="IWebhookGrain"/>
/// <remarks>Calls do not interleave with a delivery, so no plan changes while a request is on its way. A request ends within the post's own limit.</remarks>
public sealed partial class WebhookGrain : Grain, IWebhookGrain
{
    public const string StateName = "webhook";

    private const int SecretBytes = 32;

    private readonly WebhookDependencies _with;
    private readonly DurableState<WebhookState> _stored;
    private IGrainTimer? _clock;

    public WebhookGrain([PersistentState(StateName, StorageNames.Grains)] IPersistentState<WebhookState> stored, WebhookDependencies with)
    {
        _with = with;
        _stored = new DurableState<WebhookState>(stored, exception => LogNotStored(with.Logger, Id, exception));
    }

    private string Id => this.GetPrimaryKeyString();

    private WebhookState State => _stored.Value;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        GoOn();
        return Task.CompletedTask;
    }

    public async ValueTask<WebhookAnswer> Put(WebhookPlan plan, string actor, Expected expected, CancellationToken cancellation)
    {
        if ((WebhookRules.Refuses(plan) ?? Judge(plan.Url)) is { } refusal)
        {
            return refusal;
        }
        await _stored.Settle(cancellation);
        var same = State.Plan is { } known && WebhookRules.Same(known, plan);
        if (RefusesVersion(expected, same) is { } other)
        {
            return other;
        }
        if (same)
        {
            return new WebhookAnswer { Outcome = WebhookOutcome.Unchanged, View = View() };
        }
        if (State.Plan is not null)
        {
            return await Change(State with { Plan = plan }, plan.Paused ? "changed, paused" : "changed", actor, WebhookOutcome.Changed, cancellation);
        }
        var stands = await Fences.EventsAfter(-1, 1, cancellation);
        var fresh = new WebhookState { Plan = plan, Secret = NewSecret(), Position = stands.Next ?? 0 };
        return await Change(fresh, "created", actor, WebhookOutcome.Created, cancellation) with { Secret = fresh.Secret };
    }

    public async ValueTask<WebhookAnswer> Rotate(string actor, CancellationToken cancellation)
    {
        await _stored.Settle(cancellation);
        if (State.Plan is null)
        {
            return Unknown();
        }
        var next = State with { Secret = NewSecret() };
        return await Change(next, "secret replaced", actor, WebhookOutcome.Changed, cancellation) with { Secret = next.Secret };
    }

    public async ValueTask<WebhookAnswer> Remove(string actor, Expected expected, CancellationToken cancellation)
    {
        await _stored.Settle(cancellation);
        return State.Plan is null ? Unknown() : RefusesVersion(expected, same: false) is { } other ? other : await Change(new WebhookState(), "removed", actor, WebhookOutcome.Removed, cancellation);
    }

    public ValueTask<WebhookView?> Describe(CancellationToken cancellation)
    {
        if (State.Plan is null)
        {
            DeactivateOnIdle();
        }
        return ValueTask.FromResult(View());
    }

    public ValueTask Wake(CancellationToken cancellation)
    {
        GoOn();
        return ValueTask.CompletedTask;
    }

    private async Task<WebhookAnswer> Change(WebhookState next, string what, string actor, WebhookOutcome outcome, CancellationToken cancellation)
    {
        // The version also grows with a removal, so that a writer with the version of a removed webhook cannot replace one made since.
        await _stored.Store(next with { Version = State.Version + 1 }, cancellation);
        LogChanged(_with.Logger, Id, what, actor);
        GoOn();
        return new WebhookAnswer { Outcome = outcome, View = View() };
    }

    private WebhookAnswer? Judge(string url) =>
        _with.Post.Refuses(url) is { } rule ? WebhookRules.Invalid(nameof(WebhookPlan.Url), url, rule) : null;

    private WebhookAnswer? RefusesVersion(Expected expected, bool same)
    {
        long? version = State.Plan is null ? null : State.Version;
        return expected.OfThisCall().Against(version, same) switch
        {
            Mismatch.Stale => new() { Outcome = WebhookOutcome.Stale, Field = "version", Rule = VersionRules.Stale(version), View = View() },
            Mismatch.Unstated => new() { Outcome = WebhookOutcome.Unversioned, Field = "version", Rule = VersionRules.Unstated(State.Version), View = View() },
            _ => null,
        };
    }

    private WebhookAnswer Unknown()
    {
        DeactivateOnIdle();
        return new WebhookAnswer { Outcome = WebhookOutcome.UnknownWebhook };
    }

    private IFenceDirectoryGrain Fences => GrainFactory.GetGrain<IFenceDirectoryGrain>(StreamNames.ShardOf(Id));

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    private WebhookView? View() => State.Plan is not { } plan ? null : new WebhookView
    {
        WebhookId = Id,
        Plan = plan,
        Position = State.Position,
        Delivered = State.Delivered,
        FailingSince = State.FailingSince,
        LastFailure = State.LastFailure,
        NextTry = State.NextTry,
        DeadLetters = State.DeadLetters,
        DeadLettersDropped = State.DeadLettersDropped,
        Version = State.Version,
    };
}
