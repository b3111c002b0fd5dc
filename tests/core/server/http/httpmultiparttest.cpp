// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpmultipart.h"
#include "support/testsupport.h"

#include <QRandomGenerator>

using namespace tuilerie;

namespace {

struct Part
{
    std::string name, fileName, data;
    bool ended = false;
    bool operator==(const Part &) const = default;
};

class Collector final : public BodySink
{
public:
    Status beginPart(const std::string &name, const std::string &fileName) override
    {
        parts.push_back({name, fileName, {}, false});
        return {};
    }
    Status data(const char *bytes, size_t size) override
    {
        parts.back().data.append(bytes, size);
        return {};
    }
    Status endPart() override
    {
        parts.back().ended = true;
        return {};
    }
    HttpResponse finish(const HttpRequest &) override { return HttpResponse::empty(200); }
    std::vector<Part> parts;
};

} // namespace

class HttpMultipartTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheBoundary()
    {
        QCOMPARE(multipartBoundary("multipart/form-data; boundary=abc"), std::optional<std::string>("abc"));
        QCOMPARE(multipartBoundary("Multipart/Form-Data; charset=utf-8; BOUNDARY=\"a b;c\""),
            std::optional<std::string>("a b;c"));
        QCOMPARE(multipartBoundary("multipart/form-data"), std::optional<std::string>(""));
        QCOMPARE(multipartBoundary("application/json"), std::optional<std::string>());
        QCOMPARE(multipartBoundary(""), std::optional<std::string>());
    }

    // Any cut of the same body gives the same parts: the data hold pieces of the delimiter on purpose.
    void anyCutGivesTheSameParts()
    {
        const std::string tricky = std::string("\r\n--XX\r\n--X\r\n-\r\r\n--XXY") + std::string("\0\r\n--", 6);
        std::string body = "preamble\r\n--XXYZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\\\"b.tif\"\r\n"
                           "Content-Type: image/tiff\r\n\r\n";
        body += tricky;
        body += "\r\n--XXYZ\r\ncontent-disposition: form-data; name=path; filename*=UTF-8''na%C3%AFf.tif\r\n\r\n"
                "\r\n--XXYZ  \r\n\r\nno header\r\n--XXYZ--\r\nepilogue --XXYZ";
        const std::vector<Part> expected{{"file", "a\"b.tif", tricky, true},
            {"path",
                "na\xc3\xaf"
                "f.tif",
                "", true},
            {"", "", "no header", true}};
        QRandomGenerator random(7);
        for (int round = 0; round < 3000; ++round) {
            Collector sink;
            MultipartReader reader("XXYZ", sink);
            for (size_t at = 0; at < body.size();) {
                const size_t size = std::min(body.size() - at, size_t(round == 0 ? 1 : random.bounded(1, round % 60 + 2)));
                const Status fed = reader.feed(body.data() + at, size);
                VERIFY_OK(fed);
                at += size;
            }
            const Status ended = reader.end();
            VERIFY_OK(ended);
            QVERIFY2(sink.parts == expected, qPrintable(QString::number(round)));
        }
    }

    void saysWhatIsMalformed()
    {
        for (const std::string &body :
            {std::string("--B\r\nContent-Disposition: form-data; name=a\r\n\r\ndata"), std::string("nothing"),
                std::string("--Bgarbage\r\n\r\n\r\n--B--"), std::string("--B\r\n") + std::string(20000, 'h')}) {
            Collector sink;
            MultipartReader reader("B", sink);
            Status status = reader.feed(body.data(), body.size());
            if (status)
                status = reader.end();
            QVERIFY(!status);
            QCOMPARE(status.error().code, ErrorCode::Invalid);
        }
    }

    // Random bytes end in an error or in parts, never elsewhere.
    void takesAnyBytes()
    {
        QRandomGenerator random(11);
        const QByteArray alphabet("\r\n-B:;=\"\\ \0a", 12);
        for (int round = 0; round < 5000; ++round) {
            Collector sink;
            MultipartReader reader("B", sink);
            for (int piece = 0; piece < 10; ++piece) {
                std::string bytes;
                for (int i = random.bounded(40); i > 0; --i)
                    bytes += alphabet[random.bounded(int(alphabet.size()))];
                if (!reader.feed(bytes.data(), bytes.size()))
                    break;
            }
            size_t total = 0;
            for (const Part &part : sink.parts)
                total += part.data.size();
            QVERIFY(total <= 400);
        }
    }
};

TUILERIE_TEST_MAIN(HttpMultipartTest)
#include "httpmultiparttest.moc"
