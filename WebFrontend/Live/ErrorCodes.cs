namespace GrupoGad.WebFrontend.Live;

/// <summary>Codes of the <c>Error</c> frame. Part of the protocol: append only.</summary>
public static class ErrorCodes
{
    /// <summary>It cannot be read, or a field is missing.</summary>
    public const string Malformed = "malformed";

    /// <summary>Text on a binary session or the reverse.</summary>
    public const string WrongType = "wrong_type";

    /// <summary>The message has too many bytes.</summary>
    public const string TooLarge = "too_large";

    /// <summary>Not allowed with this token.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>A value outside its range.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>A list is too long.</summary>
    public const string TooMany = "too_many";

    /// <summary>Frames come too fast; this one was not taken.</summary>
    public const string Flood = "flood";

    /// <summary>A part of the system is away; send the same batch again.</summary>
    public const string Unavailable = "unavailable";
}
