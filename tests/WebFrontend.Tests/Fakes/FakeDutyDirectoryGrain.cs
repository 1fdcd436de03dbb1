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

    public static ConcurrentQueue<DutyChangesQuery> ChangesAsked { get; } = new();

    public ValueTask<DutyChangesPage> Changes(DutyChangesQuery query, CancellationToken cancellation)
    {
        ChangesAsked.Enqueue(query);
        var at = new DateTime(2026, 3, 1, 8, 0, 0, 123, DateTimeKind.Utc);
        DutyChange leave = new()
        {
            EfectivoId = "E-0417", Sequence = 7, At = at, Actor = "planner", What = "leave.cancelled", Reason = "back early", LeaveId = "L-1", Start = at, End = at.AddDays(1),
        };
        return ValueTask.FromResult(query.Before is null
            ? new DutyChangesPage { Changes = [leave], Next = leave.Mark }
            : new DutyChangesPage { Changes = [leave with { Sequence = 6, What = "planned", Reason = "", LeaveId = "" }] });
    }
}
