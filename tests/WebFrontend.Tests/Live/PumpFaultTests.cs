using System.Net.WebSockets;
using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Identity;
using GrupoGad.WebFrontend.Live;
using GrupoGad.WebFrontend.Live.Broadcast;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Replicas;
using GrupoGad.WebFrontend.Live.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GrupoGad.WebFrontend.Tests.Live;

/// <summary>A bug in one part costs that part only.</summary>
public sealed class PumpFaultTests(LiveWorld world)
{
    [Fact]
    public async Task A_source_that_cannot_be_encoded_costs_no_other_its_changes_nor_its_renewals()
    {
        await using var gateway = await world.Start();
        await world.Register("BUG-1");
        var start = DateTime.UtcNow.AddSeconds(-60);
        await world.Report("BUG-1", 61, 11, start);
        using var screen = await gateway.Connect(subprotocol: Subprotocol.Json);
        await screen.Look(60.99, 10.99, 61.01, 11.01);
        await screen.See(picture => picture.Find("BUG-1") is not null, "it before the trouble");

        var broken = new Broken(gateway.Get<FollowRegistry>());
        gateway.Get<LiveInbox>().Do(broken.Trouble);
        gateway.Get<LiveInbox>().Do(() => throw new InvalidOperationException("A bug in what a session asked for."));
        await Until.True(() => broken.Tries > 0, "the trouble");
        await world.Report("BUG-1", 61.0001, 11, start.AddSeconds(30));

        await screen.See(picture => picture.Find("BUG-1")?.Point.Latitude > 61.00005, "its move");
        // Nor is it tried, and logged, ten times a second.
        Assert.InRange(broken.Tries, 1, 60);
    }

    [Fact]
    public void A_piece_that_cannot_be_written_spoils_no_piece_of_JSON_behind_it()
    {
        using var encoder = new JsonEncoder();
        encoder.Begin(1_700_000_000);
        Assert.ThrowsAny<Exception>(() => { encoder.State(View("BAD") with { Profile = null! }); });
        var good = encoder.State(View("GOOD"));
        var view = new SessionView(Subprotocol.Json, Outboxes.New(subprotocol: Subprotocol.Json));
        view.Pieces.Add(LiveLane.Followed, good);
        using var read = System.Text.Json.JsonDocument.Parse(encoder.Compose(view).Memory);
        Assert.Equal("GOOD", read.RootElement.GetProperty("live").GetProperty("followed")[0].GetProperty("efectivoId").GetString());
    }

    [Fact]
    public async Task A_followed_efectivo_whose_answer_could_not_be_taken_in_is_asked_again()
    {
        var asked = 0;
        var inbox = new LiveInbox(Options.Create(new LiveOptions()), world.Gateway.Get<LiveInstruments>());
        var grains = ScriptedEfectivo.With(() => Interlocked.Increment(ref asked) == 2 ? View("F-1") with { Profile = null! } : View("F-1"));
        var follows = new FollowRegistry(grains, inbox, Options.Create(new LiveOptions()), NullLogger<FollowRegistry>.Instance);
        var view = new SessionView(Subprotocol.Json, Outboxes.New());
        view.Look([follows.OpenEfectivo("F-1")]);
        var now = 0L;
        await Until.True(
            () =>
            {
                while (inbox.TryTakeWork(out var work))
                {
                    _ = Record.Exception(work!);
                }
                follows.Keep(now += 1_000);
                return asked >= 4;
            },
            "the fourth question");
    }

    [Fact]
    public async Task A_bug_in_writing_is_told_as_one_and_not_taken_for_a_client_that_went()
    {
        using var socket = new BrokenSocket();
        var caller = new LiveCaller(new Caller("someone", null), MayRead: true, MayReport: false, Efectivo: null, DateTimeOffset.MaxValue);
        var session = new LiveSession(socket, caller, Subprotocol.Json, world.Gateway.Get<SessionParts>());
        await session.Run().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(socket.IsAborted);
    }

    private static EfectivoView View(string id) => new()
    {
        EfectivoId = id, Profile = new EfectivoProfile { DisplayName = id, Unit = "U" }, Availability = Availability.Available,
    };

    private sealed class Broken(FollowRegistry follows) : PolledSource("broken")
    {
        public int Tries { get; private set; }

        public override LiveLane Lane => LiveLane.Followed;

        public override Task<Action> Ask(IGrainFactory grains) => Task.FromResult<Action>(static () => { });

        /// <summary>Somebody looks at it, and it changes at every tick.</summary>
        public void Trouble()
        {
            Viewers.Add(new SessionView(Subprotocol.Json, Outboxes.New()));
            Change();
        }

        public override void Settle()
        {
            base.Settle();
            Change();
        }

        protected override Segment Encode(IFrameEncoder encoder, bool whole)
        {
            Tries++;
            throw new InvalidOperationException("A bug in what this source holds.");
        }

        private void Change()
        {
            Dirty = true;
            follows.Changed.Add(this);
        }
    }

    /// <summary>A connection that lives, and whose every write is a mistake of ours.</summary>
    private sealed class BrokenSocket : WebSocket
    {
        private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsAborted => _aborted.Task.IsCompleted;

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => IsAborted ? WebSocketState.Aborted : WebSocketState.Open;

        public override string? SubProtocol => null;

        public override void Abort() => _aborted.TrySetResult();

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Dispose() => Abort();

        public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            await _aborted.Task;
            throw new WebSocketException("aborted");
        }

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("There is already one outstanding SendAsync call.");
    }
}

/// <summary>A cluster of one efectivo that says what the test does.</summary>
public class ScriptedEfectivo : System.Reflection.DispatchProxy
{
    private Func<EfectivoView?> _describe = null!;
    private IEfectivoGrain? _grain;

    internal static IGrainFactory With(Func<EfectivoView?> describe)
    {
        var grain = Create<IEfectivoGrain, ScriptedEfectivo>();
        ((ScriptedEfectivo)(object)grain)._describe = describe;
        var grains = Create<IGrainFactory, ScriptedEfectivo>();
        ((ScriptedEfectivo)(object)grains)._grain = grain;
        return grains;
    }

    protected override object? Invoke(System.Reflection.MethodInfo? targetMethod, object?[]? args) =>
        _grain ?? (object)ValueTask.FromResult(_describe());
}
