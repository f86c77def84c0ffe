using System.Security.Cryptography;
using System.Text;

namespace Stopinator.Packages.Tests.Programs;

/// <summary>A home folder with all that the AWS CLI and its users leave in one.</summary>
internal sealed class HomeFolder
{
    public HomeFolder(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        Write("token-of-the-cluster", AwsServices.WebIdentityToken);
        Write("process.json", """{ "Version": 1, "AccessKeyId": "ASIAPROCESS", "SecretAccessKey": "secret", "SessionToken": "session" }""");
        Write(System.IO.Path.Combine(".aws", "config"), $"""
            [profile keys]
            aws_access_key_id = AKIDPROFILE
            aws_secret_access_key = secret

            [profile source]
            aws_access_key_id = AKIDSOURCE
            aws_secret_access_key = secret

            [profile role]
            role_arn = {AwsServices.Role}
            source_profile = source

            [profile role-of-europe]
            role_arn = {AwsServices.Role}
            source_profile = source
            region = eu-west-1

            [profile chained-roles]
            role_arn = {AwsServices.Role}
            source_profile = role

            [profile web-identity]
            role_arn = {AwsServices.Role}
            web_identity_token_file = {WebIdentityTokenFile}

            [profile role-from-environment]
            role_arn = {AwsServices.Role}
            credential_source = Environment

            [profile process]
            credential_process = cat {System.IO.Path.Combine(Path, "process.json")}

            {SingleSignOn("signed-in", "corp")}
            {SingleSignOn("login-ended", "left")}
            {SingleSignOn("never-signed-in", "new")}

            [profile role-of-signed-in]
            role_arn = {AwsServices.Role}
            source_profile = signed-in

            [profile console]
            login_session = arn:aws:iam::123456789012:user/ann
            """);
        WriteSsoToken("corp", expires: 2040);
        WriteSsoToken("left", expires: 2020);
    }

    public string Path { get; }

    public string ConfigFile => System.IO.Path.Combine(Path, ".aws", "config");

    public string CredentialsFile => System.IO.Path.Combine(Path, ".aws", "credentials");

    public string WebIdentityTokenFile => System.IO.Path.Combine(Path, "token-of-the-cluster");

    private static string SingleSignOn(string profile, string session) => $"""
        [profile {profile}]
        sso_session = {session}
        sso_account_id = 123456789012
        sso_role_name = operator

        [sso-session {session}]
        sso_region = us-east-1
        sso_start_url = https://{session}.awsapps.com/start
        sso_registration_scopes = sso:account:access
        """;

    // Where 'aws sso login' puts it: under the hash of the session's name.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "A file name of the AWS CLI.")]
    private void WriteSsoToken(string session, int expires) => Write(
        System.IO.Path.Combine(".aws", "sso", "cache", $"{Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(session)))}.json"),
        $$"""{ "accessToken": "{{AwsServices.SsoToken}}", "expiresAt": "{{expires}}-01-01T00:00:00Z", "region": "us-east-1", "startUrl": "https://{{session}}.awsapps.com/start" }""");

    private void Write(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
