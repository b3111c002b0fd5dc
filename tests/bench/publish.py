#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Publishing many layers: seconds, and what one publication takes when there are many already.

    publish.py TUILERIE-SERVER DESCRIPTOR.json [--layers 100 500] [--type WMTS-TMS]

A server of its own on loopback, with an empty data folder for each count. The pyramid is delivered once and copied once; each layer is
then a configuration and an offering over the API, on one connection. Prints seconds in all, the 50th and the 99th percentile of one
publication among the first and the last tenth, and the milliseconds of the capabilities right after the last one.
"""
import argparse, http.client, json, os, shutil, statistics, subprocess, sys, tempfile, time

TOKEN = 'token-of-the-benchmark'
COPY = '6d1f0f8e-5a53-4b0e-9a53-0f3e5d6f3a01'


class Api:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=120)
        self.datastore = self.call('GET', '/api/users/me')['communities_member'][0]['community']['datastore']

    def call(self, method, path, body=None):
        headers = {'Authorization': 'Bearer ' + TOKEN, 'Content-Type': 'application/json'}
        self.connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            sys.exit(f'{method} {path}: {answer.status} {text.decode()}')
        return json.loads(text) if text else None

    def at(self, method, path, body=None):
        return self.call(method, f'/api/datastores/{self.datastore}/{path}', body)

    def wait(self, path, wanted):
        while True:
            state = self.at('GET', path)
            if state['status'] == wanted:
                return state
            if state['status'] in ('FAILURE', 'UNSTABLE', 'ABORTED'):
                sys.exit(f'{path}: {state}')
            time.sleep(0.05)


def stored_data(api, folder, crs):
    upload = api.at('POST', 'uploads', {'name': 'bench', 'description': 'bench', 'type': 'ROK4-PYRAMID', 'srs': crs})['_id']
    api.at('POST', f'uploads/{upload}/data?path=data&reference={folder}')
    api.at('POST', f'uploads/{upload}/close')
    api.wait(f'uploads/{upload}', 'CLOSED')
    execution = api.at('POST', 'processings/executions', {
        'processing': COPY, 'inputs': {'upload': [upload]}, 'output': {'stored_data': {'name': 'bench'}}, 'parameters': {}})
    api.at('POST', f"processings/executions/{execution['_id']}/launch")
    api.wait(f"processings/executions/{execution['_id']}", 'SUCCESS')
    return execution['output']['stored_data']['_id']


def measure(server, descriptor, count, kind):
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.basename(descriptor)[:-5]
        delivery = os.path.join(folder, 'delivery')
        os.mkdir(delivery)
        shutil.copy(descriptor, delivery)
        shutil.copytree(descriptor[:-5], os.path.join(delivery, name))
        described = json.load(open(descriptor))
        tokens = os.path.join(folder, 'token')
        with open(tokens, 'w') as out:
            out.write(TOKEN)
        process = subprocess.Popen([server, '--data', os.path.join(folder, 'data'), '--listen', '127.0.0.1:0', '--token-file', tokens, '--references', '/',
                                    '--renderers', '0'], stdout=subprocess.PIPE, text=True)
        try:
            port = int(process.stdout.readline().strip().rsplit(':', 1)[1])
            api = Api(port)
            data = stored_data(api, delivery, 'EPSG:3857' if described['tile_matrix_set'] == 'PM' else 'EPSG:2154')
            infos = api.at('GET', f'stored_data/{data}')['type_infos']['levels']
            endpoint = next(e['endpoint']['_id'] for e in api.call('GET', f'/api/datastores/{api.datastore}')['endpoints']
                            if e['endpoint']['type'] == kind and e['endpoint'].get('open', True))
            single = []
            start = time.perf_counter()
            for number in range(count):
                begun = time.perf_counter()
                configuration = api.at('POST', 'configurations', {
                    'type': kind, 'name': f'layer {number}', 'layer_name': f'layer_{number}', 'type_infos': {
                        'title': f'Layer {number}', 'abstract': 'One of many', 'keywords': ['bench'],
                        'used_data': [{'stored_data': data, 'top_level': infos[0], 'bottom_level': infos[-1]}]}})
                api.at('POST', f"configurations/{configuration['_id']}/offerings", {'endpoint': endpoint, 'open': True})
                single.append((time.perf_counter() - begun) * 1000)
            seconds = time.perf_counter() - start
            path = '/wmts?SERVICE=WMTS&REQUEST=GetCapabilities' if kind == 'WMTS-TMS' \
                else '/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities'
            capabilities = []
            for _ in range(3):
                begun = time.perf_counter()
                api.connection.request('GET', path)
                document = api.connection.getresponse().read()
                capabilities.append((time.perf_counter() - begun) * 1000)
                # One layer more, and the document again: what is right after a publication when all else is known.
                configuration = api.at('POST', 'configurations', {
                    'type': kind, 'name': 'more', 'layer_name': f'more_{len(capabilities)}', 'type_infos': {
                        'title': 'More', 'used_data': [{'stored_data': data, 'top_level': infos[0], 'bottom_level': infos[-1]}]}})
                api.at('POST', f"configurations/{configuration['_id']}/offerings", {'endpoint': endpoint, 'open': True})
            tenth = max(10, count // 10)
            percentiles = [f'{statistics.median(part):.1f} / {sorted(part)[int(len(part) * 0.99)]:.1f}' for part in (single[:tenth], single[-tenth:])]
            print(f'{count:6} layers {seconds:8.2f} s   one, ms (p50 / p99): first {percentiles[0]}, last {percentiles[1]}   '
                  f'capabilities, ms: first {capabilities[0]:.0f}, after one more {capabilities[1]:.0f}, {capabilities[2]:.0f} '
                  f'({len(document) / 1e6:.1f} MB)', flush=True)
        finally:
            process.terminate()
            process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('server')
    parser.add_argument('descriptor')
    parser.add_argument('--layers', type=int, nargs='+', default=[100, 500])
    parser.add_argument('--type', default='WMTS-TMS', choices=['WMTS-TMS', 'WMS-RASTER'])
    options = parser.parse_args()
    for count in options.layers:
        measure(options.server, os.path.abspath(options.descriptor), count, options.type)


main()
