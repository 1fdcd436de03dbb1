using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace GrupoGad.Duty;

public sealed class DutyPulseTests
{
    [Fact]
    public async Task The_ratio_on_shift_is_that_of_all_units_and_says_nothing_while_it_is_unknown()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var (instruments, directory) = (new DutyInstruments(meters), new Scripted());
        Assert.Empty(Read(meters));
        await Beat(directory, instruments);
        Assert.Equal([("gad.duty.in_service", 6), ("gad.duty.in_service.ratio", 0.75), ("gad.duty.on_shift", 8)], Read(meters));
        directory.Units = [new("Norte", 3, 0, 0, 0, 0)];
        await Beat(directory, instruments);
        Assert.Equal([("gad.duty.in_service", 0), ("gad.duty.on_shift", 0)], Read(meters));
        directory.Units = null;
        await Beat(directory, instruments);
        Assert.Empty(Read(meters));
    }

    private static async Task Beat(Scripted directory, DutyInstruments instruments)
    {
        using var pulse = new DutyPulse(directory, instruments, Options.Create(new DutyOptions()), TimeProvider.System, NullLogger<DutyPulse>.Instance);
        await pulse.Beat(TestContext.Current.CancellationToken);
    }

    private static (string, double)[] Read(IMeterFactory meters)
    {
        var read = new ConcurrentBag<(string, double)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter.Name == DutyInstruments.MeterName && instrument.Meter.Scope == meters)
                {
                    it.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => read.Add((instrument.Name, value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => read.Add((instrument.Name, value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. read.OrderBy(one => one.Item1, StringComparer.Ordinal)];
    }

    private sealed class Scripted : IDutyDirectory
    {
        public UnitDuty[]? Units { get; set; } = [new("Norte", 9, 5, 1, 3, 1), new("Sur", 4, 3, 0, 2, 0)];

        public ValueTask<DutyPicture> At(DutyQuery query, CancellationToken cancellation) =>
            Units is null ? throw new GadUnavailableException("postgis") : ValueTask.FromResult(new DutyPicture { Units = [.. Units] });
    }
}
