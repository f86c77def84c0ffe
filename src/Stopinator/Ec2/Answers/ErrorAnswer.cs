using System.Globalization;
using System.Net;
using System.Xml;
using Stopinator.Diagnostics;

namespace Stopinator.Ec2.Answers;

/// <summary>EC2's error envelope: <c>Response/Errors/Error/(Code, Message)</c> and <c>Response/RequestID</c>.</summary>
internal sealed class ErrorAnswer
{
    private const int MaxBytes = 1_000_000;

    private static readonly AnswerMap<ErrorAnswer> Map = new AnswerMap<ErrorAnswer>()
        .Text("RequestID", (answer, text) => answer._requestId = text)
        .Children("Errors", new AnswerMap<ErrorAnswer>()
            .Children("Error", new AnswerMap<ErrorAnswer>()
                .Text("Code", (answer, text) => answer._code ??= text)
                .Text("Message", (answer, text) => answer._message ??= text)));

    private string? _code;
    private string? _message;
    private string? _requestId;

    /// <summary>The error as an exception. What a gateway or proxy answers instead is told by its HTTP status alone.</summary>
    public static async Task<Ec2Exception> ReadAsync(Stream body, HttpStatusCode status, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AnswerDocument.ReadAsync(body, "Response", MaxBytes, Map, cancellationToken).ConfigureAwait(false);
            return answer._code is { Length: > 0 } code
                ? new Ec2Exception(code, answer._message ?? "", status, answer._requestId)
                : NotOfEc2(status);
        }
        catch (XmlException exception)
        {
            return NotOfEc2(status, exception);
        }
    }

    private static Ec2Exception NotOfEc2(HttpStatusCode status, XmlException? exception = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Ec2ErrorCode.HttpPrefix}{(int)status}"),
        $"The endpoint answered HTTP {(int)status} ({status}) without an error of EC2; a proxy or gateway in between may have answered.",
        status,
        innerException: exception);
}
