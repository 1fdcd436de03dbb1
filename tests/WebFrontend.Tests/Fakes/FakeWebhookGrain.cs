using System.Collections.Concurrent;
using System.Collections.Immutable;
using GrupoGad.Fences;
using GrupoGad.Webhooks;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>A webhook that keeps what it is told, and refuses addresses of one host.</summary>
internal sealed class FakeWebhookGrain : Grain, IWebhookGrain
{
    public const string RefusedUrl = "https://refused.example/";

    public static ConcurrentDictionary<string, WebhookView> Views { get; } = new();

    public static ConcurrentQueue<(string Id, string What, string Actor)> Calls { get; } = new();

    private string Id => this.GetPrimaryKeyString();

    public ValueTask<WebhookAnswer> Put(WebhookPlan plan, string actor, Expected expected, CancellationToken cancellation)
    {
        if (plan.Url == RefusedUrl)
        {
            return ValueTask.FromResult(new WebhookAnswer { Outcome = WebhookOutcome.Invalid, Field = "Url", Value = plan.Url, Rule = "an address outside" });
        }
        var known = Views.GetValueOrDefault(Id);
        var same = known is not null && WebhookRules.Same(known.Plan, plan);
        if (expected.Against(known?.Version, same) is not Mismatch.None and var mismatch)
        {
            return ValueTask.FromResult(new WebhookAnswer { Outcome = mismatch == Mismatch.Stale ? WebhookOutcome.Stale : WebhookOutcome.Unversioned, View = known });
        }
        if (same)
        {
            return ValueTask.FromResult(new WebhookAnswer { Outcome = WebhookOutcome.Unchanged, View = known });
        }
        var created = known is null;
        Views[Id] = new WebhookView
        {
            WebhookId = Id, Plan = plan, Position = 7, Delivered = 3, Version = (known?.Version ?? 0) + 1,
            DeadLetters = [new DeadLetter(new FenceEvent { FenceId = "ZONA-1", FenceName = "Zona", Kind = FenceEventKind.Exit, EfectivoId = "E-0001", At = DateTime.UnixEpoch, KnownAt = DateTime.UnixEpoch }, DateTime.UnixEpoch, "500")],
        };
        return Done("put", actor, created ? WebhookOutcome.Created : WebhookOutcome.Changed, created ? "secret-1" : "");
    }

    public ValueTask<WebhookAnswer> Rotate(string actor, CancellationToken cancellation) => Known("rotate", actor, "secret-2");

    public ValueTask<WebhookAnswer> Revive(string actor, CancellationToken cancellation) => Known("revive", actor, "");

    public ValueTask<WebhookAnswer> Remove(string actor, Expected expected, CancellationToken cancellation)
    {
        if (Views.GetValueOrDefault(Id) is { } there && expected.Against(there.Version) == Mismatch.Stale)
        {
            return ValueTask.FromResult(new WebhookAnswer { Outcome = WebhookOutcome.Stale, View = there });
        }
        var known = Known("remove", actor, "");
        Views.TryRemove(Id, out _);
        return known;
    }

    public ValueTask<WebhookView?> Describe(CancellationToken cancellation) => ValueTask.FromResult(Views.GetValueOrDefault(Id));

    public ValueTask Wake(CancellationToken cancellation) => ValueTask.CompletedTask;

    private ValueTask<WebhookAnswer> Known(string what, string actor, string secret) =>
        Done(what, actor, Views.ContainsKey(Id) ? WebhookOutcome.Changed : WebhookOutcome.UnknownWebhook, secret);

    private ValueTask<WebhookAnswer> Done(string what, string actor, WebhookOutcome outcome, string secret)
    {
        Calls.Enqueue((Id, what, actor));
        return ValueTask.FromResult(new WebhookAnswer { Outcome = outcome, View = Views.GetValueOrDefault(Id), Secret = secret });
    }
}

internal sealed class FakeWebhookDirectoryGrain : Grain, IWebhookDirectoryGrain
{
    public ValueTask<ImmutableArray<string>> List(CancellationToken cancellation) => ValueTask.FromResult<ImmutableArray<string>>([.. FakeWebhookGrain.Views.Keys.Order()]);
}
