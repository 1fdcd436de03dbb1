using GrupoGad.Operations;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Operations;

/// <summary>A plan as it is put, and as it is shown; what is left out becomes empty.</summary>
public sealed record OperationItem
{
    private const int TitleMin = 5;
    private const int TitleMax = 200;
    private const int TextMax = 4_000;
    private const int WordMax = 100;
    private const int WantedMax = 100;

    /// <summary>5–200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>0–4,000 characters.</summary>
    public string? Description { get; init; }

    public OperationType? Type { get; init; }

    public OperationPriority? Priority { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? PlannedStart { get; init; }

    /// <summary>UTC, after the start.</summary>
    public DateTime? PlannedEnd { get; init; }

    public PointItem? Point { get; init; }

    /// <summary>Corners of a ring, 3–1,000, not closed.</summary>
    public IReadOnlyList<PointItem?>? Area { get; init; }

    /// <summary>Code of the efectivo who commands it.</summary>
    public string? Commander { get; init; }

    public string? Jurisdiction { get; init; }

    /// <summary>0–4,000 characters.</summary>
    public string? Notes { get; init; }

    /// <summary>People it is filled with by itself, 0–100; 0: people are chosen by hand.</summary>
    public int? Wanted { get; init; }

    public string? WantedSkill { get; init; }

    internal OperationPlan Read(BodyReading reading)
    {
        if (!string.IsNullOrEmpty(Commander) && !EfectivoCode.IsValid(Commander))
        {
            reading.Refuse("commander", Commander, EfectivoCode.Rule);
        }
        if (Wanted is < 0 or > WantedMax)
        {
            reading.Refuse("wanted", Wanted.ToString(), $"a whole number, 0..{WantedMax}");
        }
        if (PlannedEnd <= PlannedStart)
        {
            reading.Refuse("plannedEnd", PlannedEnd?.ToString("O"), "after plannedStart");
        }
        return new OperationPlan
        {
            Title = reading.Line("title", Title, TitleMin, TitleMax),
            Description = reading.Text("description", Description, 0, TextMax),
            Type = reading.Choice("type", Type),
            Priority = reading.Choice("priority", Priority),
            PlannedStart = reading.Need("plannedStart", PlannedStart, InstantText.Rule),
            PlannedEnd = reading.Need("plannedEnd", PlannedEnd, InstantText.Rule),
            Point = reading.Point("point", Point),
            Area = reading.Ring("area", Area),
            Commander = Commander ?? "",
            Jurisdiction = reading.Line("jurisdiction", Jurisdiction, 0, WordMax),
            Notes = reading.Text("notes", Notes, 0, TextMax),
            Wanted = Wanted ?? 0,
            WantedSkill = reading.Line("wantedSkill", WantedSkill, 0, WordMax),
        };
    }

    public static OperationItem Of(OperationPlan plan) => new()
    {
        Title = plan.Title,
        Description = plan.Description,
        Type = plan.Type,
        Priority = plan.Priority,
        PlannedStart = plan.PlannedStart,
        PlannedEnd = plan.PlannedEnd,
        Point = PointItem.Of(plan.Point),
        Area = PointItem.Of(plan.Area),
        Commander = plan.Commander,
        Jurisdiction = plan.Jurisdiction,
        Notes = plan.Notes,
        Wanted = plan.Wanted,
        WantedSkill = plan.WantedSkill,
    };
}
