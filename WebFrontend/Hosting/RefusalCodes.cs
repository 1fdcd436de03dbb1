namespace GrupoGad.WebFrontend.Hosting;

/// <summary>Codes of refusals that no outcome of the domain names. Part of every protocol: append only.</summary>
/// <remarks>
/// REST writes them as they stand here. <c>/live</c> and gRPC write them as their .proto files spell names:
/// <c>outOfRange</c> is <c>out_of_range</c> there.
/// </remarks>
public static class RefusalCodes
{
    /// <summary>A value of the right kind that breaks its rule.</summary>
    public const string Invalid = "invalid";

    /// <summary>A message or value that cannot be read; on <c>/live</c> also one that is missing.</summary>
    public const string Malformed = "malformed";

    /// <summary>A value that is needed and was not sent.</summary>
    public const string Missing = "missing";

    /// <summary>A text message on a binary session or the reverse; a content type that the endpoint does not read.</summary>
    public const string WrongType = "wrongType";

    /// <summary>A message or body of too many bytes.</summary>
    public const string TooLarge = "tooLarge";

    /// <summary>A text of too few or too many characters.</summary>
    public const string WrongLength = "wrongLength";

    /// <summary>A number outside its range.</summary>
    public const string OutOfRange = "outOfRange";

    /// <summary>A list of too many entries, or too many at once.</summary>
    public const string TooMany = "tooMany";

    /// <summary>Frames that come too fast; this one was not taken.</summary>
    public const string Flood = "flood";

    /// <summary>A request without a valid token.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>A request that this token does not allow.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>A thing that does not exist.</summary>
    public const string NotFound = "notFound";

    /// <summary>A method that the resource does not have.</summary>
    public const string WrongMethod = "wrongMethod";

    /// <summary>A request that the state of its thing does not allow.</summary>
    public const string Conflict = "conflict";

    /// <summary>A change of something that another caller has changed since it was read.</summary>
    public const string Stale = "stale";

    /// <summary>A change that does not say which version was read.</summary>
    public const string Unversioned = "unversioned";

    /// <summary>A capability that this installation does not have.</summary>
    public const string Unsupported = "unsupported";

    /// <summary>A part of the system is away; the same request may be sent again.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>A fault of ours.</summary>
    public const string Failed = "failed";

    /// <summary>The code of a refusal that has no other than its status.</summary>
    public static string Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthorized,
        StatusCodes.Status403Forbidden => Forbidden,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => WrongMethod,
        StatusCodes.Status409Conflict => Conflict,
        StatusCodes.Status412PreconditionFailed => Stale,
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => WrongType,
        StatusCodes.Status428PreconditionRequired => Unversioned,
        StatusCodes.Status429TooManyRequests => TooMany,
        StatusCodes.Status500InternalServerError => Failed,
        StatusCodes.Status501NotImplemented => Unsupported,
        StatusCodes.Status503ServiceUnavailable => Unavailable,
        _ => Invalid,
    };
}
