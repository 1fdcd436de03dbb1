using System.ComponentModel.DataAnnotations;

namespace GrupoGad.Silo.PostGis.Caching;

/// <summary>Time that results of SQL may be served again, by kind. Section <c>Gad:Ttl</c>.</summary>
/// <remarks>
/// The matrix has five kinds. Two are not here, because they are not read again from SQL: catalogues are part of the program (a deployment changes
/// them), and rooms and roles travel in the token, whose lifetime the issuer sets.
/// </remarks>
public sealed class TtlOptions
{
    public const string Section = "Gad:Ttl";

    /// <summary>Periodic counts, 15–60 minutes, in seconds. Dropped earlier when their view is recounted.</summary>
    [Range(900, 3_600)] public int HourlyAggregatesS { get; set; } = 900;

    /// <summary>Documents of efectivos from a bulk read, 5–15 minutes, in seconds. Writes check versions, so only the use of memory limits them.</summary>
    [Range(300, 900)] public int ProfilesS { get; set; } = 600;

    /// <summary>Positions from a bulk read, 2–5 minutes, in seconds. Long enough for 100,000 efectivos to rejoin.</summary>
    [Range(120, 300)] public int ProximityS { get; set; } = 120;

    /// <summary>Most per cent by which an entry expires earlier, at random, so that entries read together do not expire together.</summary>
    [Range(0, 50)] public int StaggerPercent { get; set; } = 20;

    /// <summary>Answers kept by one silo.</summary>
    [Range(1, 1_000_000)] public int AnswersMax { get; set; } = 1_000;
}
