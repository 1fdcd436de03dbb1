using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;

namespace GrupoGad.Cluster.Tests.Processes.Outages;

[Collection(nameof(OutageInstallation))]
public sealed class TrueNameTests(OutageInstallation installation, ITestOutputHelper output)
{
    private static readonly HttpClient _http2 = new() { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_door_names_PostgreSQL_to_whoever_asks_for_a_cold_grain_while_it_is_stopped_and_each_process_says_it_in_few_lines()
    {
        await installation.Begin();
        await using var screens = await RingingScreens.Open(installation);
        installation.StopPostGis();
        var before = installation.Silos.Concat(installation.Gateways).ToDictionary(member => member, member => member.LinesWritten);
        try
        {
            using var refused = await installation.Send(0, HttpMethod.Get, "/api/v1/efectivos/NAME-0", "Operator");
            var problem = await refused.Content.ReadAsStringAsync(Cancellation);
            Assert.True(refused.StatusCode == HttpStatusCode.ServiceUnavailable && problem.Contains("postgis", StringComparison.Ordinal), $"{refused.StatusCode} {problem}");

            var (status, message) = await Grpc("gad.v1.Operations/Get", new GetOperationRequest { OperationId = "NAME-OP" });
            Assert.True(status == 14 && message.Contains("postgis", StringComparison.Ordinal), $"{status} {message}");

            var rule = await Wish("NAME-1");
            Assert.Contains("postgis", rule, StringComparison.Ordinal);

            // Many callers that fail alike.
            await Task.WhenAll(Enumerable.Range(0, 64).Select(async i => (await installation.Send(i % 2, HttpMethod.Get, $"/api/v1/efectivos/NAME-{i % 8}", "Operator")).Dispose()));
        }
        finally
        {
            installation.StartPostGis();
        }
        foreach (var (member, lines) in before)
        {
            output.WriteLine($"{member.Name}: {member.LinesWritten - lines} lines while PostgreSQL was away");
            Assert.True(member.LinesWritten - lines < 1_000, $"{member.Name} wrote {member.LinesWritten - lines} lines: {member.LastLines}");
        }
        await installation.Insist(0, HttpMethod.Get, "/api/v1/efectivos/NAME-0", "Operator");
    }

    /// <summary>The answer to a phone that asks for another availability.</summary>
    private async Task<string> Wish(string efectivo)
    {
        await using var phone = await LiveConnection.Open(installation.Urls[1], installation.Tokens.Efectivo(efectivo), Cancellation);
        await phone.Send(new ClientFrame { Availability = new AvailabilityWish { Availability = Availability.Available } }, Cancellation);
        while (await phone.Receive(Cancellation) is { } frame)
        {
            if (frame.Error is { } error)
            {
                Assert.Equal("unavailable", error.Code);
                return error.Rule;
            }
        }
        return "closed without a word";
    }

    /// <summary>One call as the protocol writes it: the status and the message of the trailers.</summary>
    private async Task<(int Status, string Message)> Grpc(string method, IMessage message)
    {
        var frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.CalculateSize());
        message.ToByteArray().CopyTo(frame, 5);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(installation.GrpcUrls[0], method)) { Content = new ByteArrayContent(frame), Version = HttpVersion.Version20 };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", installation.Tokens.Create("outage-grpc", "Integrator", null));
        request.Headers.TE.ParseAdd("trailers");
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var answer = await _http2.SendAsync(request, Cancellation);
        await answer.Content.ReadAsByteArrayAsync(Cancellation);
        var headers = answer.Headers.Concat(answer.TrailingHeaders).ToLookup(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase);
        return (int.Parse(headers["grpc-status"].First(), System.Globalization.CultureInfo.InvariantCulture), Uri.UnescapeDataString(headers["grpc-message"].FirstOrDefault("")));
    }
}
