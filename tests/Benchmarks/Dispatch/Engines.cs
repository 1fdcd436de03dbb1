using System.Collections.Immutable;
using GrupoGad.Cells;
using GrupoGad.Dispatch;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Dispatch;

/// <summary>
/// Where the engines of San Francisco would be. The record says when each was busy and where, never where it stood: so a free one is taken to be where its last
/// call was for <see cref="HomeAfter"/>, then at its station, whose place is the middle of the calls in the station's own area.
/// </summary>
internal sealed class Engines : ISight, IDutyRoster, IWorkload, IRecommendations
{
    private static readonly TimeSpan HomeAfter = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, GeoPoint> _homes;
    private readonly Dictionary<string, Response> _last = [];

    public Engines(IReadOnlyList<Response> responses)
    {
        var stations = responses.GroupBy(response => response.Area).ToDictionary(area => area.Key, area => new GeoPoint(
            area.Select(response => response.Place.Latitude).Order().ElementAt(area.Count() / 2), area.Select(response => response.Place.Longitude).Order().ElementAt(area.Count() / 2)));
        // E07 is the engine of station 07. An engine without an area of its own is not proposed.
        _homes = responses.Where(response => response.Kind == "ENGINE").Select(response => response.Unit).Distinct()
            .Where(unit => stations.ContainsKey(unit[1..])).ToDictionary(unit => unit, unit => stations[unit[1..]]);
    }

    public DateTime Now { get; set; }

    public int LiveLevel => 12;

    public bool Has(string unit) => _homes.ContainsKey(unit);

    public void Sent(Response response) => _last[response.Unit] = response;

    public bool IsFree(string unit) => !_last.TryGetValue(unit, out var last) || last.Free <= Now;

    public GeoPoint Place(string unit) => _last.TryGetValue(unit, out var last) && last.Free <= Now && Now - last.Free < HomeAfter ? last.Place : _homes[unit];

    public ValueTask<ImmutableArray<NearestHit>> Nearest(NearestQuery query) => ValueTask.FromResult(_homes.Keys.Select(unit => Hit(unit, query.Point))
        .Where(hit => (query.Filter.Availability is null || hit.Member.Availability == query.Filter.Availability) && hit.DistanceM <= query.MaxDistanceM)
        .OrderBy(hit => hit.DistanceM).ThenBy(hit => hit.Member.EfectivoId, StringComparer.Ordinal).Take(query.K).ToImmutableArray());

    public ValueTask<System.Collections.Immutable.ImmutableHashSet<string>> Alarmed(IReadOnlyCollection<string> efectivos) => ValueTask.FromResult(System.Collections.Immutable.ImmutableHashSet<string>.Empty);

    public ValueTask<IReadOnlyList<EfectivoView?>> Describe(IReadOnlyList<string> efectivos) => ValueTask.FromResult<IReadOnlyList<EfectivoView?>>(
        [.. efectivos.Select(unit => new EfectivoView { EfectivoId = unit, Profile = new EfectivoProfile(), Availability = Of(unit) })]);

    public ValueTask<IReadOnlyDictionary<CellId, int>> Available(IReadOnlyCollection<CellId> cells) => ValueTask.FromResult<IReadOnlyDictionary<CellId, int>>(
        _homes.Keys.Where(IsFree).CountBy(unit => CellId.FromPoint(Place(unit), LiveLevel)).ToDictionary());

    public ValueTask<ImmutableDictionary<string, DutyStanding>> At(DateTime instant, IReadOnlyCollection<string> efectivos, CancellationToken cancellation) =>
        ValueTask.FromResult(ImmutableDictionary<string, DutyStanding>.Empty);

    public ValueTask<IReadOnlyDictionary<string, int>> Since(DateTime time, IReadOnlyCollection<string> efectivos, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyDictionary<string, int>>(ImmutableDictionary<string, int>.Empty);

    public ValueTask Keep(Recommendation recommendation, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask Keep(JointPlan plan, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<Recommendation?> Read(string recommendationId, CancellationToken cancellation) => default;

    public ValueTask<JointPlan?> ReadJoint(string jointId, CancellationToken cancellation) => default;

    public ValueTask<ImmutableArray<Recommendation>> Of(string operationId, int limit, CancellationToken cancellation) => ValueTask.FromResult(ImmutableArray<Recommendation>.Empty);

    private Availability Of(string unit) => IsFree(unit) ? Availability.Available : Availability.OnTask;

    private NearestHit Hit(string unit, GeoPoint from) => new()
    {
        Member = new CellMember
        {
            EfectivoId = unit, DisplayName = unit, Unit = "SFFD", Availability = Of(unit), Skills = [], Version = 1, Fix = new Fix { Point = Place(unit), DeviceTime = Now },
        },
        DistanceM = Sphere.DistanceM(from, Place(unit)), Freshness = Freshness.Live, Age = TimeSpan.Zero,
    };
}
