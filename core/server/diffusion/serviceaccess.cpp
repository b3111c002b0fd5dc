// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/serviceaccess.h"

#include "server/diffusion/ows.h"
#include "server/http/httpfinish.h"

#include <QUrl>

namespace tuilerie {

namespace {

/// The ways to pass a key (docs/entrepot.md §21).
std::string keyOf(const HttpRequest &request)
{
    for (const char *name : {"apikey", "api_key"})
        if (const std::string_view value = kvp(request, name); !value.empty())
            return std::string(value);
    for (const char *name : {"apikey", "x-key"})
        if (const std::string_view value = request.header(name); !value.empty())
            return std::string(value);
    return {};
}

} // namespace

ServiceAccess::ServiceAccess(DiffusionState &state, const HttpRequest &request, bool isPrivate)
    : m_state(state)
    , m_request(request)
    , m_private(isPrivate)
    , m_key(isPrivate ? keyOf(request) : std::string())
    , m_snapshot(state.layers.snapshot())
{
}

bool ServiceAccess::mayRead(const PublishedLayer &layer) const
{
    if (!m_private)
        return layer.open;
    return !layer.open && !m_key.empty() && m_state.options.keyCheck && m_state.options.keyCheck(m_key, layer, m_request);
}

std::shared_ptr<const PublishedLayer> ServiceAccess::findPublished(const char *type, std::string_view name) const
{
    auto layer = m_snapshot->catalogue().find(type, name, !m_private);
    return layer && mayRead(*layer) ? layer : nullptr;
}

std::vector<std::shared_ptr<const PublishedLayer>> ServiceAccess::published(const char *type) const
{
    std::vector<std::shared_ptr<const PublishedLayer>> layers;
    for (const auto &layer : m_snapshot->catalogue().layers())
        if (layer->type == QLatin1String(type) && mayRead(*layer))
            layers.push_back(layer);
    return layers;
}

Result<std::shared_ptr<const ServedLayer>> ServiceAccess::served(const PublishedLayer &layer) const
{
    const std::shared_ptr<LayerPlace> &place = m_snapshot->place(layer);
    const auto arrival = m_request.arrival;
    TUILERIE_TRY(known, place->served(arrival));
    if (known)
        return known;
    m_later = HttpLater{place->lane(), [place, arrival] { place->open(arrival); }};
    return fail(ErrorCode::Busy, {});
}

Result<std::shared_ptr<const ServedLayer>> ServiceAccess::find(const char *type, std::string_view name) const
{
    const auto layer = findPublished(type, name);
    return layer ? served(*layer) : std::shared_ptr<const ServedLayer>();
}

std::vector<std::shared_ptr<const ServedLayer>> ServiceAccess::all(const char *type) const
{
    std::vector<std::shared_ptr<const ServedLayer>> layers;
    for (const auto &layer : published(type)) {
        if (auto open = served(*layer))
            layers.push_back(std::move(*open));
        else if (m_later)
            return {};
    }
    return layers;
}

bool ServiceAccess::mayWaitFor(const ServedLayer &layer, const ServedLevel &level) const
{
    if (!level.isInStore || (m_request.lane && m_request.lane->threads() == HttpLane::Threads::Waiting))
        return true;
    m_later = HttpLater{layer.reading, {}};
    return false;
}

bool ServiceAccess::mayDraw() const
{
    if (m_request.lane)
        return true;
    m_later = HttpLater{m_state.drawnTiles, {}};
    return false;
}

TileSource ServiceAccess::tiles() const
{
    return [this](const ServedLayer &layer, const ServedLevel &level, qint64 col, qint64 row) {
        auto tile = m_state.tiles.tile(layer, level, col, row, !level.isInStore);
        if (!tile && tile.error().code == ErrorCode::Busy && mayWaitFor(layer, level))
            tile = m_state.tiles.tile(layer, level, col, row, true);
        return tile;
    };
}

QString ServiceAccess::base() const
{
    QString base = m_state.options.publicUrl;
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    if (base.isEmpty()) {
        const std::string_view host = m_request.header("host");
        const std::string_view scheme = m_request.header("x-forwarded-proto");
        base = QLatin1String(scheme == "https" ? "https://" : "http://")
            + QString::fromUtf8(host.data(), qsizetype(host.size()));
    }
    return m_private ? base + QLatin1String("/private") : base;
}

QString ServiceAccess::keyQuery() const
{
    if (m_key.empty())
        return {};
    return QLatin1String("apikey=") + QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(m_key)))
        + QLatin1Char('&');
}

std::string ServiceAccess::cacheControl() const
{
    // A cache asks each time (a 304 is cheap): after a new publication nobody may see a mix of old and new tiles.
    return m_private ? "private, no-cache" : "public, no-cache";
}

void ServiceAccess::tell(const char *service, const ServedLayer &layer, const HttpResponse &response) const
{
    if (m_state.options.accessed)
        m_state.options.accessed({service, layer.layer->name.toStdString(), m_key, response.status, bodySize(response)});
}

HttpResponse ServiceAccess::keyMissing()
{
    HttpResponse response =
        HttpResponse::text(401, "text/plain; charset=utf-8", "This service asks for a key: add apikey=… to the URL.\n");
    response.with("WWW-Authenticate", "Key realm=\"tuilerie\"");
    return response;
}

} // namespace tuilerie
