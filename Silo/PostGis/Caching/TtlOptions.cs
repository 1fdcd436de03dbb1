using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Caching;

/// <summary>How long what was read from SQL may be served again, by kind. Section <c>Gad:Ttl</c>.</summary>
/// <remarks>
/// The matrix has five kinds. Two are not here, for nothing of them is read again from SQL: catalogues are part of the program (a deployment changes
/// them), rooms and roles travel in the token, whose life the issuer sets.
/// </remarks>
public sealed class TtlOptions
{
    public const string Section = "Gad:Ttl";

    /// <summary>Counts that are made now and then: 15–60 minutes. Dropped before that when their view was counted anew.</summary>
    [Range(900, 3_600)] public int HourlyAggregatesS { get; set; } = 900;

    /// <summary>Documents of efectivos from a bulk read: 5–15 minutes. Written through, and versions are checked at writes: only memory speaks for dropping them.</summary>
    [Range(300, 900)] public int ProfilesS { get; set; } = 600;

    /// <summary>Positions from a bulk read: 2–5 minutes, dropped when the efectivo moves. Long enough for 100,000 to rejoin.</summary>
    [Range(120, 300)] public int ProximityS { get; set; } = 120;

    /// <summary>Greatest part by which an entry ends earlier, at random, so that what was read together is not read again together. Per cent.</summary>
    [Range(0, 50)] public int StaggerPercent { get; set; } = 20;

    /// <summary>Answers kept by one silo.</summary>
    [Range(1, 1_000_000)] public int AnswersMax { get; set; } = 1_000;
}
