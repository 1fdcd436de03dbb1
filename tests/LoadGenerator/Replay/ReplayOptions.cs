using System.Globalization;

namespace GrupoGad.LoadGenerator.Replay;

/// <summary>The trace to play, its pace, and the gateways that receive it.</summary>
public sealed record ReplayOptions
{
    public const string Usage =
        "replay FILE [--speed X|max] [--times now|original] [--prefix P] [--url U]... [--loop] [--connections N]";

    /// <summary>The trace, <c>.csv</c> or <c>.csv.gz</c>.</summary>
    public required string File { get; init; }

    /// <summary>How much faster than recorded; null: as fast as it is acknowledged.</summary>
    public double? Speed { get; init; } = 1;

    /// <summary>Device times moved so that the trace begins now; else as recorded.</summary>
    public bool TimesNow { get; init; } = true;

    /// <summary>Prefix of the codes of efectivos.</summary>
    public string Prefix { get; init; } = "U";

    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>Again and again, there and back, until stopped.</summary>
    public bool Loop { get; init; }

    /// <summary>Sockets open at once, 1..15,000 (a process has 20,000 files).</summary>
    public int ConnectionsMax { get; init; } = 2_000;

    /// <exception cref="FormatException">Says which argument is wrong.</exception>
    public static ReplayOptions Parse(IReadOnlyList<string> arguments)
    {
        string? file = null, times = null;
        var urls = new List<Uri>();
        var options = new ReplayOptions { File = "", Urls = urls };
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--speed": options = options with { Speed = ParseSpeed(Value(ref i)) }; break;
                case "--times": times = Value(ref i); break;
                case "--prefix": options = options with { Prefix = Value(ref i).ToUpperInvariant() }; break;
                case "--url": urls.Add(ParseUrl(Value(ref i))); break;
                case "--loop": options = options with { Loop = true }; break;
                case "--connections": options = options with { ConnectionsMax = ParseConnections(Value(ref i)) }; break;
                case var text when file is null && !text.StartsWith("--", StringComparison.Ordinal): file = text; break;
                case var text: throw new FormatException($"'{text}' is not understood.");
            }
        }
        if (urls.Count == 0)
        {
            urls.Add(ParseUrl(Environment.GetEnvironmentVariable("GAD_URL") is { Length: > 0 } url ? url : "http://127.0.0.1:8080"));
        }
        if (options is { Loop: true, Speed: null })
        {
            throw new FormatException("--loop needs a pace: give --speed a number.");
        }
        return options with
        {
            File = file ?? throw new FormatException("A trace file is needed."),
            TimesNow = times switch
            {
                null => options.Speed is not null,
                "now" => true,
                "original" => false,
                _ => throw new FormatException($"--times is now or original, not '{times}'."),
            },
        };

        string Value(ref int i) => ++i < arguments.Count ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value.");
    }

    private static double? ParseSpeed(string text) => text == "max" ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= 10_000 ? speed
        : throw new FormatException($"--speed is a number in 0..10000 or max, not '{text}'.");

    private static int ParseConnections(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 15_000 ? number
        : throw new FormatException($"--connections is 1..15000, not '{text}'.");

    private static Uri ParseUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
        ? url
        : throw new FormatException($"--url is an http(s) address, not '{text}'.");
}
