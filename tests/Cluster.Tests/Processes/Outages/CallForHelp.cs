using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Cluster.Tests.Processes.Outages;

/// <summary>A person who presses, by a socket or by REST, and whose phone says it again with the same id until it hears that it is stored.</summary>
internal sealed class CallForHelp(OutageInstallation installation, string efectivo, int gateway, bool bySocket)
{
    private readonly TaskCompletionSource<(string Heard, double AfterS)> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Efectivo => efectivo;

    public string AlarmId { get; } = $"sos-of-{efectivo.ToLowerInvariant()}";

    public long PressedAt { get; private set; }

    public string Door => bySocket ? "WebSocket" : "REST";

    /// <summary>The first word that it rings: <c>unstored</c> or <c>stored</c>.</summary>
    public Task<(string Heard, double AfterS)> First => _first.Task;

    /// <summary>Answers before that which told nothing.</summary>
    public int Unheard { get; private set; }

    /// <summary>Ends when it is stored.</summary>
    public async Task Press(CancellationToken cancellation)
    {
        PressedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            var heard = "";
            try
            {
                heard = await (bySocket ? BySocket(cancellation) : ByRest());
            }
            catch (Exception drop) when (drop is WebSocketException or IOException or HttpRequestException)
            {
                // As a refusal: it is pressed again.
            }
            if (heard.Length == 0)
            {
                Unheard++;
            }
            else
            {
                _first.TrySetResult((heard, Stopwatch.GetElapsedTime(PressedAt).TotalSeconds));
            }
            if (heard == "stored")
            {
                return;
            }
            await Task.Delay(500, cancellation);
        }
    }

    public string Told(double rangAfterS) => string.Create(
        CultureInfo.InvariantCulture, $"{Efectivo} by {Door}: rang after {rangAfterS:F2} s, heard '{First.Result.Heard}' after {First.Result.AfterS:F2} s and {Unheard} answers that told nothing");

    private async Task<string> BySocket(CancellationToken cancellation)
    {
        await using var phone = await LiveConnection.Open(installation.Urls[gateway], installation.Tokens.Efectivo(efectivo), cancellation);
        await phone.Send(new ClientFrame { Panic = new Panic { AlarmId = AlarmId } }, cancellation);
        while (await phone.Receive(cancellation) is { } frame)
        {
            if (frame.Error is { Field: "panic" })
            {
                return "";
            }
            if (frame is { PanicState: { } state, Sequence: 0 } && state.AlarmId == AlarmId)
            {
                Assert.Equal("", state.Rule);
                return state.Unstored ? "unstored" : "stored";
            }
        }
        return "";
    }

    private async Task<string> ByRest()
    {
        using var answer = await installation.Send(gateway, HttpMethod.Post, $"/api/v1/efectivos/{efectivo}/panic", "Operator", new { alarmId = AlarmId });
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return "";
        }
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{answer.StatusCode} {text}");
        using var told = JsonDocument.Parse(text);
        Assert.Equal(answer.StatusCode == HttpStatusCode.OK, told.RootElement.GetProperty("stored").GetBoolean());
        return answer.StatusCode == HttpStatusCode.Accepted ? "unstored" : "stored";
    }
}
