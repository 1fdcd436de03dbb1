using System.Globalization;

namespace GrupoGad.WebFrontend.History.Export;

/// <summary>Times and numbers as files carry them.</summary>
internal static class TrackTexts
{
    public static string Time(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>Never with an exponent, which XML's decimal does not have; seven digits of a degree are a centimetre.</summary>
    public static string Degrees(double degrees) => degrees.ToString("0.0######", CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
