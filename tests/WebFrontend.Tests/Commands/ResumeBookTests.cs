using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Live.Frames;
using GrupoGad.WebFrontend.Live.Sessions;
using GrupoGad.WebFrontend.Tests.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace GrupoGad.WebFrontend.Tests.Commands;

/// <summary>What is kept of dropped sessions, and for how long.</summary>
public sealed class ResumeBookTests
{
    private static readonly CommandInstruments Instruments =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_dropped_session_is_kept_for_its_time_and_taken_once()
    {
        var book = Book(new CommandSessionOptions());
        var (first, second) = (Session("E-1"), Session("E-2"));
        var (one, two) = (book.Issue(first), book.Issue(second));
        book.Drop(one);
        book.Drop(two);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Same(first, book.Take(one, "E-1"));
        Assert.Null(book.Take(one, "E-1"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(book.Take(two, "E-2"));
    }

    [Fact]
    public void A_session_that_is_not_dropped_has_no_end()
    {
        var book = Book(new CommandSessionOptions());
        var session = Session("E-1");
        var token = book.Issue(session);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(book.Take(token, "E-2"));
        Assert.Same(session, book.Take(token, "E-1"));
    }

    [Fact]
    public void The_oldest_goes_first_when_there_is_no_room()
    {
        var book = Book(new CommandSessionOptions { ResumeSessionsMax = 3 });
        var tokens = Enumerable.Range(0, 5).Select(i => book.Issue(Session($"E-{i}"))).ToArray();
        Array.ForEach(tokens, book.Drop);
        Assert.Equal([false, false, true, true, true], tokens.Select((token, i) => book.Take(token, $"E-{i}") is not null));
    }

    [Fact]
    public void The_bytes_of_all_are_bounded()
    {
        var book = Book(new CommandSessionOptions { ResumeBytesMax = 70_000 });
        var tokens = Enumerable.Range(0, 5).Select(i => book.Issue(Session($"E-{i}", bytes: 30_000))).ToArray();
        Array.ForEach(tokens, book.Drop);
        Assert.Equal([false, false, false, true, true], tokens.Select((token, i) => book.Take(token, $"E-{i}") is not null));
    }

    [Fact]
    public void Tokens_are_long_and_none_is_like_another()
    {
        var book = Book(new CommandSessionOptions());
        var tokens = Enumerable.Range(0, 1_000).Select(_ => book.Issue(Session("E-1"))).ToArray();
        Assert.Equal(1_000, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.Equal(43, token.Length));
    }

    private ResumeRegistry Book(CommandSessionOptions options) => new(Options.Create(options), Instruments, _clock);

    private static CommandSession Session(string code, int bytes = 0)
    {
        var log = new SentLog(Subprotocol.Protobuf, 256, 1 << 20);
        if (bytes > 0)
        {
            log.Number(CommandFrame.Withdrawal("order-0001", new string('x', bytes)));
        }
        return new CommandSession(code, code, Subprotocol.Protobuf, Outboxes.New(), (_, _) => { }) { Log = log };
    }
}
