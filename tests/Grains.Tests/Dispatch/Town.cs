using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using GrupoGad.Cells;
using GrupoGad.Duty;
using GrupoGad.Efectivos;
using GrupoGad.Geo;
using Microsoft.Extensions.Logging.Abstractions;

namespace GrupoGad.Dispatch;

/// <summary>A town on a table: people, their duty and their work, and everything dispatch asks of them.</summary>
internal sealed class Town : ISight, IDutyRoster, IWorkload, IRecommendations
{
    public const int Level = 12;
    public static readonly GeoPoint Plaza = new(-34.6, -58.4);

    public List<Person> People { get; } = [];

    public DispatchOptions Options { get; } = new();

    /// <summary>Questions that are not answered.</summary>
    public HashSet<string> Away { get; } = [];

    /// <summary>The instants at which bars hold; null: always.</summary>
    public DateTime? BarredAt { get; init; }

    public HashSet<string> InAlarm { get; } = [];

    public ValueTask<ImmutableHashSet<string>> Alarmed(IReadOnlyCollection<string> efectivos) => Away.Contains("alarms")
        ? throw new GadUnavailableException("board") : ValueTask.FromResult(InAlarm.ToImmutableHashSet());

    internal sealed record Person(
        string Id, double EastM, double NorthM, string[] Skills, Availability Availability = Availability.Available, float? AccuracyM = null, double AgeS = 0,
        string Jurisdiction = "", string HeldBy = "", DutyBar Bar = DutyBar.None, double Hours = 0, int Work = 0)
    {
        public GeoPoint Point => new(Plaza.Latitude + NorthM / 111_195, Plaza.Longitude + EastM / 111_195 / Math.Cos(Sphere.Radians(Plaza.Latitude)));

        public CellId Cell => CellId.FromPoint(Point, Level);

        public NearestHit Hit(GeoPoint from) => new()
        {
            Member = Members.At(Id, Point, availability: Availability, skills: Skills) with
            {
                Fix = new Fix { Point = Point, DeviceTime = Reports.Now.AddSeconds(-AgeS), AccuracyM = AccuracyM },
            },
            DistanceM = Sphere.DistanceM(from, Point), Freshness = Freshness.Live, Age = TimeSpan.FromSeconds(AgeS),
        };

        public EfectivoView View => new()
        {
            EfectivoId = Id, Profile = new EfectivoProfile { Skills = [.. Skills], Jurisdiction = Jurisdiction }, Availability = Availability,
            Reservation = HeldBy.Length > 0 ? new Reservation { OperationId = HeldBy, AssignmentId = "a" } : null,
            Reservations = HeldBy.Length > 0 ? [new Reservation { OperationId = HeldBy, AssignmentId = "a" }] : [],
            Fix = Hit(Point).Member.Fix, Age = TimeSpan.FromSeconds(AgeS),
        };
    }

    public DateTime Now => Reports.Now;

    public int LiveLevel => Level;

    public DispatchDependencies With(IJointSolver? solver = null, IEtaProvider? eta = null)
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var straight = new StraightLineEta(options);
        return new DispatchDependencies(
            options, Microsoft.Extensions.Options.Options.Create(new CellOptions { LiveLevel = Level }), eta ?? straight, straight, solver ?? new NoJointSolver(), this, this, this,
            new DispatchInstruments(new NoMeters()), TimeProvider.System, NullLogger<DispatchGrain>.Instance);
    }

    public static Wanted Wanted(params string[] skills) => new("OP-1", Plaza, [.. skills], "Norte", 3_600, []);

    public ValueTask<ImmutableArray<NearestHit>> Nearest(NearestQuery query) => ValueTask.FromResult(People
        .Where(person => query.Filter.Availability is null || person.Availability == query.Filter.Availability)
        .Where(person => query.Filter.Skill is null || person.Skills.Contains(query.Filter.Skill))
        .Select(person => person.Hit(query.Point)).Where(hit => hit.DistanceM <= query.MaxDistanceM)
        .OrderBy(hit => hit.DistanceM).ThenBy(hit => hit.Member.EfectivoId, StringComparer.Ordinal).Take(query.K).ToImmutableArray());

    public ValueTask<IReadOnlyList<EfectivoView?>> Describe(IReadOnlyList<string> efectivos) =>
        ValueTask.FromResult<IReadOnlyList<EfectivoView?>>([.. efectivos.Select(id => People.Find(person => person.Id == id)?.View)]);

    public ValueTask<IReadOnlyDictionary<CellId, int>> Available(IReadOnlyCollection<CellId> cells) => Away.Contains("coverage")
        ? throw new GadUnavailableException("cell") : ValueTask.FromResult<IReadOnlyDictionary<CellId, int>>(
        People.Where(person => person.Availability == Availability.Available).CountBy(person => person.Cell).ToDictionary());

    public ValueTask<ImmutableDictionary<string, DutyStanding>> At(DateTime instant, IReadOnlyCollection<string> efectivos, CancellationToken cancellation) => Away.Contains("duty")
        ? throw new GadUnavailableException("postgis")
        : ValueTask.FromResult(People.Where(person => efectivos.Contains(person.Id)).ToImmutableDictionary(person => person.Id, person => new DutyStanding(BarredAt is null || BarredAt == instant ? person.Bar : DutyBar.None, null, person.Hours)));

    public ValueTask<IReadOnlyDictionary<string, int>> Since(DateTime time, IReadOnlyCollection<string> efectivos, CancellationToken cancellation) => Away.Contains("workload")
        ? throw new GadUnavailableException("postgis")
        : ValueTask.FromResult<IReadOnlyDictionary<string, int>>(People.Where(person => efectivos.Contains(person.Id)).ToDictionary(person => person.Id, person => person.Work));

    public ValueTask Keep(Recommendation recommendation, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask Keep(JointPlan plan, CancellationToken cancellation) => ValueTask.CompletedTask;

    public Recommendation? Made { get; set; }

    public ValueTask<Recommendation?> Read(string recommendationId, CancellationToken cancellation) =>
        ValueTask.FromResult(recommendationId == Made?.RecommendationId ? Made : null);

    public ValueTask<JointPlan?> ReadJoint(string jointId, CancellationToken cancellation) => default;

    public ValueTask<ImmutableArray<Recommendation>> Of(string operationId, int limit, CancellationToken cancellation) => ValueTask.FromResult(ImmutableArray<Recommendation>.Empty);

    private sealed class NoMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
