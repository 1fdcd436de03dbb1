using System.Collections.Concurrent;
using GrupoGad.Duty;
using GrupoGad.Efectivos;

namespace GrupoGad.WebFrontend.Tests.Fakes;

/// <summary>Two units: four of five on shift in one are in service, nobody is on shift in the other.</summary>
internal sealed class FakeDutyDirectoryGrain : Grain, IDutyDirectoryGrain
{
    public static ConcurrentQueue<DutyQuery> Asked { get; } = new();

    public ValueTask<DutyPicture> At(DutyQuery query, CancellationToken cancellation)
    {
        Asked.Enqueue(query);
        return ValueTask.FromResult(new DutyPicture
        {
            Units = [new("Norte", 9, 5, 1, 3, 1), new("Sur", 2, 0, 0, 0, 0)],
            People = [new("E-0417", "Móvil 417", "Norte", Availability.OnTask, query.At.AddHours(1))],
            Next = query.After.Length > 0 ? "" : "E-0417",
        });
    }
}
