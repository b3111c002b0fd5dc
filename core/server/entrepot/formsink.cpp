// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/formsink.h"

#include "server/entrepot/entrepotservice.h"

#include <QCoreApplication>
#include <unistd.h>

namespace tuilerie {

namespace {

constexpr qsizetype FieldLimit = 1 << 20;
constexpr size_t FieldCountLimit = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

class FormSink final : public BodySink
{
public:
    FormSink(QString path, UploadHandler handler, Account account, std::vector<QString> ids)
        : m_path(std::move(path))
        , m_handler(std::move(handler))
        , m_account(std::move(account))
        , m_ids(std::move(ids))
    {
    }

    ~FormSink() override
    {
        m_file.close();
        QFile::remove(m_path);
    }

    Status beginPart(const std::string &name, const std::string &fileName) override
    {
        // A part without a name is a body of another type: an empty one stands for no file at all.
        m_isFile = name == "file" || !fileName.empty() || name.empty();
        m_field.clear();
        m_name = name;
        if (!m_isFile)
            return m_form.fields.size() < FieldCountLimit ? Status()
                                                          : fail(ErrorCode::Invalid, tr("The form has too many fields."));
        if (!m_form.file.isEmpty())
            return fail(ErrorCode::Invalid, tr("One file at a time: the request has two."));
        m_form.fileName = QString::fromStdString(fileName).replace(QLatin1String("%22"), QLatin1String("\""));
        return name.empty() ? Status() : openFile();
    }

    Status data(const char *bytes, size_t size) override
    {
        if (!m_isFile) {
            if (m_field.size() + qsizetype(size) > FieldLimit)
                return fail(ErrorCode::Invalid, tr("The form field “%1” is too long.").arg(QString::fromStdString(m_name)));
            m_field.append(bytes, qsizetype(size));
            return {};
        }
        if (size > 0 && !m_file.isOpen())
            TUILERIE_CHECK(openFile());
        while (size > 0) {
            const ssize_t written = ::write(m_file.handle(), bytes, size);
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return fail(errorFromErrno(tr("store the file"), m_path));
            bytes += written;
            size -= size_t(written);
        }
        return {};
    }

    Status endPart() override
    {
        if (!m_isFile) {
            m_form.fields.emplace_back(m_name, QString::fromUtf8(m_field));
            return {};
        }
        m_isFile = false;
        return {};
    }

    HttpResponse finish(const HttpRequest &http) override
    {
        if (m_file.isOpen()) {
            // On disk before the answer says so.
            if (::fsync(m_file.handle()) != 0)
                return apiError(errorFromErrno(tr("store the file"), m_path));
            m_file.close();
        }
        const ApiRequest request{http, m_account, m_ids};
        Result<HttpResponse> response = m_handler(request, m_form);
        return response ? std::move(*response) : apiError(response.error());
    }

private:
    Status openFile()
    {
        m_file.setFileName(m_path);
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered | QIODevice::Truncate))
            return fail(errorFromErrno(tr("store the file"), m_path));
        m_form.file = m_path;
        return {};
    }

    QString m_path;
    UploadHandler m_handler;
    Account m_account;
    std::vector<QString> m_ids;
    QFile m_file;
    UploadedForm m_form;
    std::string m_name;
    QByteArray m_field;
    bool m_isFile = false;
};

/// Answers at once, whatever the body: for what was refused by its head.
class RefusingSink final : public BodySink
{
public:
    explicit RefusingSink(HttpResponse response)
        : m_response(std::move(response))
    {
    }
    Status beginPart(const std::string &, const std::string &) override { return {}; }
    Status data(const char *, size_t) override { return {}; }
    Status endPart() override { return {}; }
    HttpResponse finish(const HttpRequest &) override { return std::move(m_response); }

private:
    HttpResponse m_response;
};

} // namespace

QString UploadedForm::value(const ApiRequest &request, const char *name) const
{
    for (const auto &[key, value] : fields)
        if (key == name)
            return value;
    return request.query(name);
}

QStringList UploadedForm::list(const ApiRequest &request, const char *name) const
{
    QStringList values = request.queryList(name);
    const std::string indexed = std::string(name) + "[";
    for (const auto &[key, value] : fields)
        if (key == name || key.starts_with(indexed)) {
            const QStringList parts = value.split(QLatin1Char(','), Qt::SkipEmptyParts);
            for (const QString &part : parts)
                values << part.trimmed();
        }
    return values;
}

void addUploadApi(HttpRouter &router, const ServicePointer &service, const char *method, const char *pattern,
    const char *right, std::function<Result<QString>(const ApiRequest &)> incoming, UploadHandler handler)
{
    const std::string whole = std::string("/api") + pattern;
    router.addUpload(method, whole.c_str(),
        [service, incoming = std::move(incoming), handler = std::move(handler), right = QString::fromLatin1(right)](
            const HttpRequest &http) -> Result<std::unique_ptr<BodySink>> {
            const auto refuse = [](HttpResponse response) { return std::make_unique<RefusingSink>(std::move(response)); };
            auto account = authenticated(*service, http);
            if (!account)
                return refuse(apiError(401, QStringLiteral("unauthorized"), account.error().message));
            if (!account->rights.contains(right))
                return refuse(apiError(403, QStringLiteral("forbidden"), tr("Your account lacks the right %1.").arg(right)));
            ApiRequest request{http, *account, {}};
            for (const std::string &capture : http.captures)
                request.ids.push_back(toText(capture));
            if (request.ids.empty() || request.ids.front() != service->datastore()->id())
                return refuse(apiError(404, QStringLiteral("not_found"), tr("There is no such datastore.")));
            request.ids.erase(request.ids.begin());
            const qint64 length = toText(http.header("content-length")).toLongLong();
            if (const Status room = service->datastore()->checkRoom(length); !room)
                return refuse(apiError(room.error()));
            const auto path = incoming(request);
            if (!path)
                return refuse(apiError(path.error()));
            return std::make_unique<FormSink>(*path, handler, *account, request.ids);
        });
}

} // namespace tuilerie
