using System.Text.Json.Serialization;
using GrupoGad.WebFrontend.Times;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>One way of writing JSON and of answering errors, for every REST endpoint.</summary>
public static class ErrorSetup
{
    public static void AddGadErrors(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
        {
            if (context.ProblemDetails.Status == StatusCodes.Status415UnsupportedMediaType && HttpMethods.IsPatch(context.HttpContext.Request.Method))
            {
                // RFC 5789, 2.2.
                context.HttpContext.Response.Headers["Accept-Patch"] = Preconditions.MergePatch.ContentType;
            }
            StatusRules.Complete(context.ProblemDetails);
        });
        // After the framework's, which goes first where it may.
        builder.Services.AddSingleton<IProblemDetailsWriter, PlainProblems>();
        builder.Services.AddExceptionHandler<FailureAnswers>();
        // A body that cannot be read ends in FailureAnswers in every environment, not only in Development.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            var options = json.SerializerOptions;
            options.Converters.Add(new EnumNameJson());
            options.Converters.Add(new UtcTimeJson());
            // The description of the messages, which obeys the same limit, is twice as deep as they.
            options.MaxDepth = JsonText.DepthMax;
            options.AllowDuplicateProperties = false;
            options.NumberHandling = JsonNumberHandling.Strict;
            // A misspelt member would silently lose what it carries.
            options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
    }

    public static void UseGadErrors(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }
}
