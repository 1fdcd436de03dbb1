using GrupoGad.Fences;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Operations;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>A fence as it is put, and as it is shown. The defaults are standing, always, everybody, enter and exit.</summary>
public sealed record FenceItem
{
    private const int NameMax = 200;
    private const int WordMax = 100;
    private const int NotesMax = 4_000;

    /// <summary>1–200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Left out for a circle that moves with an efectivo.</summary>
    public GeometryItem? Geometry { get; init; }

    /// <summary>Of a circle: radius. Of a corridor: half its width. Metres, 1–100,000.</summary>
    public double? RadiusM { get; init; }

    public OwnerItem? Owner { get; init; }

    public ScheduleItem? Schedule { get; init; }

    public FilterItem? Filter { get; init; }

    public WatchItem? Watch { get; init; }

    /// <summary>A command that some of its events send.</summary>
    public ReactionItem? Reaction { get; init; }

    public string? Jurisdiction { get; init; }

    /// <summary>0–4,000 characters.</summary>
    public string? Notes { get; init; }

    internal FencePlan Read(BodyReading reading) => new()
    {
        Name = reading.Line("name", Name, 1, NameMax),
        Shape = new GeometryReading(reading, "geometry").Read(Geometry, RadiusM),
        Owner = Owner?.Read(reading) ?? FenceOwner.Standing,
        Schedule = Schedule?.Read(reading) ?? FenceSchedule.Always,
        Filter = Filter?.Read(reading) ?? FenceFilter.Everybody,
        Watch = Watch?.Read(reading) ?? FenceWatch.Borders,
        Reaction = Reaction?.Read(reading),
        Jurisdiction = reading.Line("jurisdiction", Jurisdiction, 0, WordMax),
        Notes = reading.Text("notes", Notes, 0, NotesMax),
    };

    internal static FenceItem Of(FencePlan plan) => new()
    {
        Name = plan.Name,
        Geometry = GeometryItem.Of(plan.Shape),
        RadiusM = plan.Shape.Kind == FenceKind.Polygon ? null : plan.Shape.RadiusM,
        Owner = new OwnerItem(plan.Owner.Kind, plan.Owner.Code),
        Schedule = ScheduleItem.Of(plan.Schedule),
        Filter = FilterItem.Of(plan.Filter),
        Watch = WatchItem.Of(plan.Watch),
        Reaction = ReactionItem.Of(plan.Reaction),
        Jurisdiction = plan.Jurisdiction,
        Notes = plan.Notes,
    };
}

/// <param name="Kind">Standing, Operation or Efectivo.</param>
/// <param name="Code">Of the operation or efectivo; left out for a standing fence.</param>
public sealed record OwnerItem(FenceOwnerKind? Kind, string? Code)
{
    internal FenceOwner Read(BodyReading reading)
    {
        var kind = reading.Choice("owner.kind", Kind);
        var rule = kind switch
        {
            FenceOwnerKind.Operation => OperationCode.IsValid(Code) ? null : OperationCode.Rule,
            FenceOwnerKind.Efectivo => EfectivoCode.IsValid(Code) ? null : EfectivoCode.Rule,
            _ => string.IsNullOrEmpty(Code) ? null : "left out for a standing fence",
        };
        if (rule is not null)
        {
            reading.Refuse("owner.code", Code, rule);
        }
        return new FenceOwner(kind, Code ?? "");
    }
}
