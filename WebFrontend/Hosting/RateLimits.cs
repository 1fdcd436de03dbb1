using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using GrupoGad.WebFrontend.Identity;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>How many requests one subject may make. Section <c>Gad:RateLimit</c>.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "Gad:RateLimit";

    /// <summary>Requests a second of one subject (of one address where there is no token). 5,000: a whole agency's relay, not a runaway loop.</summary>
    [Range(1, 1_000_000)]
    public int PerSecond { get; set; } = 5_000;

    /// <summary>Requests at once above that pace. 10,000: everybody comes back after an outage.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 10_000;
}

/// <summary>One caller that runs wild does not starve the others.</summary>
public static class RateLimits
{
    /// <summary>Ten small refills a second are smoother than a large one.</summary>
    private const int RefillsPerSecond = 10;

    public static void AddGadRateLimits(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(RateLimitOptions.Section).Get<RateLimitOptions>() ?? new();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = async (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "1";
                await Problems.Answer(StatusCodes.Status429TooManyRequests, "Too many requests",
                    new Refusal("request", null, $"at most {options.PerSecond} requests a second").Limited(RefusalCodes.TooMany, null, options.PerSecond)).ExecuteAsync(rejected.HttpContext);
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
                context.User.FindFirst(GadClaims.Subject)?.Value ?? context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = options.Burst,
                    TokensPerPeriod = Math.Max(1, options.PerSecond / RefillsPerSecond),
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / RefillsPerSecond),
                    QueueLimit = 0,
                }));
        });
    }
}
