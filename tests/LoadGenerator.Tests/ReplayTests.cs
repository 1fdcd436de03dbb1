using System.Globalization;
using System.Text;
using System.Text.Json;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.LoadGenerator.Identity;
using GrupoGad.LoadGenerator.Replay;

namespace GrupoGad.LoadGenerator.Tests;

public sealed class ReplayTests : IDisposable
{
    private const int Units = 20;
    private const int RowsOfEach = 450;
    private readonly string _file = Path.GetTempFileName();

    public ReplayTests()
    {
        var text = new StringBuilder("unit_id,timestamp_utc,lat,lon\n");
        for (var row = 0; row < RowsOfEach; row++)
        {
            for (var unit = 0; unit < Units; unit++)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{unit},{DateTime.UnixEpoch.AddSeconds(row):yyyy-MM-ddTHH:mm:ssZ},52,21");
            }
        }
        text.AppendLine("0,1970-01-01T01:00:00Z,95,21").AppendLine("0,never,52,21");
        File.WriteAllText(_file, text.ToString());
    }

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Every_row_is_accounted_for_and_every_unit_is_registered()
    {
        await using var door = await FakeDoor.Open();
        var tally = await Play(door);

        Assert.Equal(Units * RowsOfEach + 2, tally.Sent);
        Assert.Equal(Units * RowsOfEach, tally.Accepted);
        Assert.True(tally.Balanced);
        Assert.Equal(Units, door.Registered.Count);
        using var line = JsonDocument.Parse(tally.ToJson(TimeSpan.FromSeconds(1.5)));
        Assert.Equal(1, line.RootElement.GetProperty("refused").GetProperty("OutOfRange").GetInt32());
        Assert.Equal(1, line.RootElement.GetProperty("refused").GetProperty("Malformed").GetInt32());
        Assert.Equal(1.5, line.RootElement.GetProperty("seconds").GetDouble());
    }

    [Fact]
    public async Task Dropped_lines_and_an_unavailable_system_lose_nothing_and_repeat_no_batch_under_another_id()
    {
        await using var door = await FakeDoor.Open(frame =>
            frame % 7 == 0 ? FakeDoor.Deed.TakeAndDrop : frame % 5 == 0 ? FakeDoor.Deed.SayUnavailable : FakeDoor.Deed.Acknowledge);
        var tally = await Play(door);

        Assert.Equal(Units * RowsOfEach, tally.Accepted);
        Assert.True(tally.Balanced);
        // Each batch was taken under one id alone, however often it was sent.
        Assert.Equal(Units * RowsOfEach + 1, door.Reports);
        Assert.NotEqual("", tally.Retries());
    }

    [Fact]
    public async Task A_client_that_finds_its_gateway_gone_goes_on_at_another()
    {
        await using var door = await FakeDoor.Open();
        var gone = new Uri("http://127.0.0.1:1");
        var options = Options(door) with { Urls = [door.Url, gone] };
        var (tally, _) = await new ReplayRun(options, Tokens(), TextWriter.Null).Play(TestContext.Current.CancellationToken);

        Assert.True(tally.Balanced);
        Assert.Equal(Units * RowsOfEach, tally.Accepted);
    }

    [Fact]
    public async Task A_stopped_replay_still_accounts_for_what_it_sent()
    {
        using var stop = new CancellationTokenSource();
        await using var door = await FakeDoor.Open(frame =>
        {
            if (frame == 10)
            {
                stop.Cancel();
            }
            return FakeDoor.Deed.Acknowledge;
        });
        var (tally, _) = await new ReplayRun(Options(door), Tokens(), TextWriter.Null).Play(stop.Token);

        Assert.True(tally.Balanced);
        Assert.InRange(tally.Sent, 1, Units * RowsOfEach);
    }

    [Fact]
    public async Task Reports_of_a_unit_arrive_in_the_order_of_the_trace()
    {
        await using var door = await FakeDoor.Open(frame => frame % 9 == 0 ? FakeDoor.Deed.TakeAndDrop : FakeDoor.Deed.Acknowledge);
        var client = new TacticalClient(new ClientOptions { Urls = [door.Url], BatchMax = 10 }, "one", BatchIds.First(), new Tally());
        var queue = System.Threading.Channels.Channel.CreateUnbounded<Protocol.V1.PositionReport>();
        for (var i = 0; i < 500; i++)
        {
            queue.Writer.TryWrite(new Protocol.V1.PositionReport { Latitude = i / 10.0 });
        }
        queue.Writer.Complete();
        await client.Run(queue.Reader, CancellationToken.None, TestContext.Current.CancellationToken);

        var latitudes = door.BatchesOf("Bearer one").SelectMany(batch => batch.Reports).Select(report => report.Latitude).ToList();
        Assert.Equal(500, latitudes.Count);
        Assert.Equal(latitudes.Order(), latitudes);
    }

    private async Task<Tally> Play(FakeDoor door)
    {
        var (tally, _) = await new ReplayRun(Options(door), Tokens(), TextWriter.Null).Play(TestContext.Current.CancellationToken);
        return tally;
    }

    private ReplayOptions Options(FakeDoor door) => new() { File = _file, Urls = [door.Url], Speed = null, TimesNow = false };

    private static Tokens Tokens() => Identity.Tokens.FromKey(new byte[32]);
}
