namespace GrupoGad.Cluster.Tests.Processes.Calls;

/// <summary>An installation whose processes send every trace to a collector of these tests.</summary>
public sealed class TracedInstallation : Installation
{
    private OtlpReceiver? _receiver;

    internal IReadOnlyCollection<SeenSpan> Spans => _receiver!.Spans;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_receiver?.DisposeAsync() ?? default);
    }

    protected override async Task<IReadOnlyDictionary<string, string>> Settings()
    {
        _receiver = await OtlpReceiver.Start();
        return new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _receiver.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["Gad__Telemetry__PositionShare"] = "1",
            // As it is delivered.
            ["Gad__Calls__PatienceMs"] = "4000",
            ["Gad__Calls__AttemptMs"] = "2000",
            ["Gad__Ingest__GiveUpAfterS"] = "5",
        };
    }
}
