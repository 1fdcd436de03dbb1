using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.Silo.PostGis;
using GrupoGad.Silo.Webhooks;
using GrupoGad.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using static GrupoGad.Silo.Tests.Fences.FenceSilo;
using static GrupoGad.Silo.Tests.Fences.Squares;

namespace GrupoGad.Silo.Tests.Webhooks;

/// <summary>From a fix to an integrator's server, over real PostGIS and real sockets.</summary>
public sealed class WebhookTests(PostGisServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SiloStack _silo = null!;
    private Receiver _receiver = null!;
    private int _second;

    private IWebhookGrain Hook => _silo.Get<IGrainFactory>().GetGrain<IWebhookGrain>("HOOK-1");

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabase();
        _receiver = await Receiver.Start();
        await Start();
        await _silo.Get<IGrainFactory>().GetGrain<IFenceGrain>("PLAZA").Put(Fences.Squares.Plan(), "operator-1");
        await _silo.Get<FenceMapMonitor>().CatchUp();
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _receiver.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_happens_from_now_on_is_delivered_once_and_in_order()
    {
        await Visit("E-BEFORE");
        var made = await Hook.Put(Plan(_receiver.Url), "admin-1");
        Assert.Equal((WebhookOutcome.Created, 64), (made.Outcome, made.Secret.Length));
        await Visit("E-1");
        await Visit("E-2");
        await Takes("E-1:Enter E-1:Exit E-2:Enter E-2:Exit");
        var view = await Hook.Describe();
        Assert.Equal((4L, (DateTime?)null, 0), (view!.Delivered, view.FailingSince, view.DeadLetters.Length));
        Assert.Equal(["HOOK-1"], (await _silo.Get<IGrainFactory>().GetGrain<IWebhookDirectoryGrain>(0).List()).ToArray());
    }

    [Fact]
    public async Task While_its_server_is_away_everything_waits_and_a_restart_forgets_nothing()
    {
        await Hook.Put(Plan(_receiver.Url), "admin-1");
        _receiver.Status = 503;
        await Visit("E-1");
        await Reports.Until("it is known to fail", async () => (await Hook.Describe())!.FailingSince is not null);
        await _silo.DisposeAsync();
        await Start();
        await Visit("E-2");
        _receiver.Status = 200;
        await Takes("E-1:Enter E-1:Exit E-2:Enter E-2:Exit");
        await Reports.Until("it is known to get through", async () => (await Hook.Describe()) is { FailingSince: null, Delivered: 4 });
    }

    [Fact]
    public async Task What_its_server_chokes_on_is_put_aside_and_can_be_tried_again()
    {
        await Hook.Put(Plan(_receiver.Url), "admin-1");
        _receiver.Chokes = "E-BAD";
        await Visit("E-1");
        await Visit("E-BAD");
        await Visit("E-2");
        await Takes("E-1:Enter E-1:Exit E-2:Enter E-2:Exit");
        await Reports.Until("two are put aside", async () => (await Hook.Describe())!.DeadLetters.Length == 2);
        Assert.Equal("500", (await Hook.Describe())!.DeadLetters[0].Failure);

        Assert.Equal(WebhookOutcome.Unchanged, (await Hook.Revive("admin-1")).Outcome);
        _receiver.Chokes = null;
        Assert.Equal(WebhookOutcome.Changed, (await Hook.Revive("admin-1")).Outcome);
        Assert.Equal(["E-BAD:Enter", "E-BAD:Exit"], _receiver.Taken.TakeLast(2).Order());
        Assert.Empty((await Hook.Describe())!.DeadLetters);
    }

    [Fact]
    public async Task A_webhook_that_was_made_again_is_not_replaced_by_who_read_the_one_before()
    {
        var made = (await Hook.Put(Plan(_receiver.Url), "admin-1", Expected.Of(Expectation.Nothing))).View!.Version;
        Assert.Equal(WebhookOutcome.Unversioned, (await Hook.Put(Plan(_receiver.Url) with { Paused = true }, "admin-1", Expected.Of(Expectation.Unstated))).Outcome);
        Assert.Equal(WebhookOutcome.Unchanged, (await Hook.Put(Plan(_receiver.Url), "admin-1", Expected.Of(Expectation.Unstated))).Outcome);
        await Hook.Remove("admin-1", Expected.Version(made));
        Assert.Equal(WebhookOutcome.Created, (await Hook.Put(Plan(_receiver.Url), "admin-2")).Outcome);
        Assert.Equal(WebhookOutcome.Stale, (await Hook.Put(Plan(_receiver.Url) with { Paused = true }, "admin-1", Expected.Version(made))).Outcome);
    }

    [Fact]
    public async Task A_paused_one_sends_nothing_and_then_everything_and_a_removed_one_is_gone()
    {
        await Hook.Put(Plan(_receiver.Url), "admin-1");
        await Hook.Put(Plan(_receiver.Url) with { Paused = true }, "admin-1");
        await Visit("E-1");
        Assert.Empty(_receiver.Got);
        await Hook.Put(Plan(_receiver.Url) with { Kinds = [FenceEventKind.Exit] }, "admin-1");
        await Takes("E-1:Exit");
        Assert.Equal(WebhookOutcome.Removed, (await Hook.Remove("admin-1")).Outcome);
        Assert.Null(await Hook.Describe());
        Assert.Equal((WebhookOutcome.UnknownWebhook, WebhookOutcome.UnknownWebhook), ((await Hook.Rotate("admin-1")).Outcome, (await Hook.Remove("admin-1")).Outcome));
    }

    [Fact]
    public async Task A_new_secret_signs_from_then_on()
    {
        var first = (await Hook.Put(Plan(_receiver.Url), "admin-1")).Secret;
        var second = (await Hook.Rotate("admin-1")).Secret;
        Assert.NotEqual(first, second);
        await Visit("E-1");
        await Reports.Until("something came", () => Task.FromResult(!_receiver.Got.IsEmpty));
        var (signature, body) = _receiver.Got.First();
        var seconds = long.Parse(signature.Split(',')[0]["t=".Length..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(WebhookPost.Sign(System.Text.Encoding.UTF8.GetBytes(body), second, seconds), signature);
    }

    private async Task Start() => _silo = await SiloStack.Start(_database.Address, silo =>
    {
        silo.UseGadPostGisReminders();
        GrupoGad.Silo.Recovery.RecoverySetup.UseGadWaking(silo);
        silo.Services.Configure<WebhookPostOptions>(post => post.AllowPrivate = true);
        silo.Services.Configure<WebhookOptions>(hooks =>
            (hooks.Look, hooks.PauseMin, hooks.RefusalsMax) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50), 2));
    });

    private async Task Visit(string efectivo)
    {
        var grain = _silo.Get<IGrainFactory>().GetGrain<IEfectivoGrain>(efectivo);
        await grain.Register(new EfectivoProfile { DisplayName = efectivo, Unit = "Norte" });
        foreach (var place in new[] { Outside, Inside, Outside })
        {
            Assert.Equal(ReportOutcome.Accepted, await grain.Report(At(efectivo, place, After((_second += 30) - 600))));
        }
    }

    private async Task Takes(string told)
    {
        await Reports.Until($"the server took {told}", () => Task.FromResult(string.Join(' ', _receiver.Taken).Length >= told.Length));
        Assert.Equal(told, string.Join(' ', _receiver.Taken));
    }

    private static WebhookPlan Plan(string url) => new() { Url = url };
}
