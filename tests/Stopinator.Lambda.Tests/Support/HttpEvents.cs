using System.Text.Json.Nodes;

namespace Stopinator.Lambda.Tests.Support;

/// <summary>Events as an HTTP API with IAM authorization sends them.</summary>
internal static class HttpEvents
{
    public const string Caller = "arn:aws:iam::123456789012:user/ann";

    public static string Request(string? body, string method = "POST", string query = "", bool base64 = false) => new JsonObject
    {
        ["version"] = "2.0",
        ["routeKey"] = $"{method} /",
        ["rawPath"] = "/",
        ["rawQueryString"] = query,
        ["headers"] = new JsonObject { ["content-type"] = "application/json", ["x-forwarded-for"] = "203.0.113.7" },
        ["requestContext"] = new JsonObject
        {
            ["accountId"] = "123456789012",
            ["apiId"] = "api-id",
            ["authorizer"] = new JsonObject { ["iam"] = new JsonObject { ["userArn"] = Caller, ["accountId"] = "123456789012" } },
            ["http"] = new JsonObject { ["method"] = method, ["path"] = "/", ["protocol"] = "HTTP/1.1", ["sourceIp"] = "203.0.113.7" },
            ["requestId"] = "JKJaXmPLvHcESHA=",
            ["time"] = "20/Nov/2026:19:00:00 +0000",
        },
        ["body"] = body,
        ["isBase64Encoded"] = base64,
    }.ToJsonString();
}
