// Made by scripts/codegen.mjs from proto/. Not to be edited.
import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace railkv. */
export namespace railkv {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a ReplicaRecovery.
         * @deprecated Use railkv.v1.ReplicaRecovery.$Properties instead.
         */
        interface IReplicaRecovery extends railkv.v1.ReplicaRecovery.$Properties {
        }

        /** Represents a ReplicaRecovery. */
        class ReplicaRecovery {

            /**
             * Constructs a new ReplicaRecovery.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ReplicaRecovery.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReplicaRecovery group. */
            group: number;

            /** ReplicaRecovery replicaId. */
            replicaId: number;

            /** ReplicaRecovery lastTerm. */
            lastTerm: number;

            /** ReplicaRecovery lastIndex. */
            lastIndex: number;

            /** ReplicaRecovery successor. */
            successor: number;

            /** ReplicaRecovery takeOver. */
            takeOver: boolean;

            /** ReplicaRecovery confVersion. */
            confVersion: number;

            /**
             * Creates a new ReplicaRecovery instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReplicaRecovery instance
             */
            static create(properties: railkv.v1.ReplicaRecovery.$Shape): railkv.v1.ReplicaRecovery & railkv.v1.ReplicaRecovery.$Shape;
            static create(properties?: railkv.v1.ReplicaRecovery.$Properties): railkv.v1.ReplicaRecovery;

            /**
             * Encodes the specified ReplicaRecovery message. Does not implicitly {@link railkv.v1.ReplicaRecovery.verify|verify} messages.
             * @param message ReplicaRecovery message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ReplicaRecovery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReplicaRecovery message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ReplicaRecovery & railkv.v1.ReplicaRecovery.$Shape} ReplicaRecovery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ReplicaRecovery & railkv.v1.ReplicaRecovery.$Shape;
        }

        namespace ReplicaRecovery {

            /** Properties of a ReplicaRecovery. */
            interface $Properties {

                /** ReplicaRecovery group */
                group?: (number|null);

                /** ReplicaRecovery replicaId */
                replicaId?: (number|null);

                /** ReplicaRecovery lastTerm */
                lastTerm?: (number|null);

                /** ReplicaRecovery lastIndex */
                lastIndex?: (number|null);

                /** ReplicaRecovery successor */
                successor?: (number|null);

                /** ReplicaRecovery takeOver */
                takeOver?: (boolean|null);

                /** ReplicaRecovery confVersion */
                confVersion?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReplicaRecovery. */
            type $Shape = railkv.v1.ReplicaRecovery.$Properties;
        }

        /**
         * Properties of a RecoverRequest.
         * @deprecated Use railkv.v1.RecoverRequest.$Properties instead.
         */
        interface IRecoverRequest extends railkv.v1.RecoverRequest.$Properties {
        }

        /** Represents a RecoverRequest. */
        class RecoverRequest {

            /**
             * Constructs a new RecoverRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RecoverRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RecoverRequest recoveryEpoch. */
            recoveryEpoch: number;

            /** RecoverRequest lostNodes. */
            lostNodes: string[];

            /** RecoverRequest replicas. */
            replicas: railkv.v1.ReplicaRecovery.$Properties[];

            /** RecoverRequest clusterId. */
            clusterId: string;

            /** RecoverRequest recoveryId. */
            recoveryId: string;

            /**
             * Creates a new RecoverRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RecoverRequest instance
             */
            static create(properties: railkv.v1.RecoverRequest.$Shape): railkv.v1.RecoverRequest & railkv.v1.RecoverRequest.$Shape;
            static create(properties?: railkv.v1.RecoverRequest.$Properties): railkv.v1.RecoverRequest;

            /**
             * Encodes the specified RecoverRequest message. Does not implicitly {@link railkv.v1.RecoverRequest.verify|verify} messages.
             * @param message RecoverRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RecoverRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RecoverRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RecoverRequest & railkv.v1.RecoverRequest.$Shape} RecoverRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RecoverRequest & railkv.v1.RecoverRequest.$Shape;
        }

        namespace RecoverRequest {

            /** Properties of a RecoverRequest. */
            interface $Properties {

                /** RecoverRequest recoveryEpoch */
                recoveryEpoch?: (number|null);

                /** RecoverRequest lostNodes */
                lostNodes?: (string[]|null);

                /** RecoverRequest replicas */
                replicas?: (railkv.v1.ReplicaRecovery.$Properties[]|null);

                /** RecoverRequest clusterId */
                clusterId?: (string|null);

                /** RecoverRequest recoveryId */
                recoveryId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RecoverRequest. */
            type $Shape = railkv.v1.RecoverRequest.$Properties;
        }

        /**
         * Properties of a RecoverResponse.
         * @deprecated Use railkv.v1.RecoverResponse.$Properties instead.
         */
        interface IRecoverResponse extends railkv.v1.RecoverResponse.$Properties {
        }

        /** Represents a RecoverResponse. */
        class RecoverResponse {

            /**
             * Constructs a new RecoverResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RecoverResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RecoverResponse changed. */
            changed: number;

            /**
             * Creates a new RecoverResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RecoverResponse instance
             */
            static create(properties: railkv.v1.RecoverResponse.$Shape): railkv.v1.RecoverResponse & railkv.v1.RecoverResponse.$Shape;
            static create(properties?: railkv.v1.RecoverResponse.$Properties): railkv.v1.RecoverResponse;

            /**
             * Encodes the specified RecoverResponse message. Does not implicitly {@link railkv.v1.RecoverResponse.verify|verify} messages.
             * @param message RecoverResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RecoverResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RecoverResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RecoverResponse & railkv.v1.RecoverResponse.$Shape} RecoverResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RecoverResponse & railkv.v1.RecoverResponse.$Shape;
        }

        namespace RecoverResponse {

            /** Properties of a RecoverResponse. */
            interface $Properties {

                /** RecoverResponse changed */
                changed?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RecoverResponse. */
            type $Shape = railkv.v1.RecoverResponse.$Properties;
        }

        /**
         * Properties of a SetAckQuorum.
         * @deprecated Use railkv.v1.SetAckQuorum.$Properties instead.
         */
        interface ISetAckQuorum extends railkv.v1.SetAckQuorum.$Properties {
        }

        /** Represents a SetAckQuorum. */
        class SetAckQuorum {

            /**
             * Constructs a new SetAckQuorum.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SetAckQuorum.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetAckQuorum ackQuorum. */
            ackQuorum: number;

            /**
             * Creates a new SetAckQuorum instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetAckQuorum instance
             */
            static create(properties: railkv.v1.SetAckQuorum.$Shape): railkv.v1.SetAckQuorum & railkv.v1.SetAckQuorum.$Shape;
            static create(properties?: railkv.v1.SetAckQuorum.$Properties): railkv.v1.SetAckQuorum;

            /**
             * Encodes the specified SetAckQuorum message. Does not implicitly {@link railkv.v1.SetAckQuorum.verify|verify} messages.
             * @param message SetAckQuorum message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SetAckQuorum.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetAckQuorum message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SetAckQuorum & railkv.v1.SetAckQuorum.$Shape} SetAckQuorum
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SetAckQuorum & railkv.v1.SetAckQuorum.$Shape;
        }

        namespace SetAckQuorum {

            /** Properties of a SetAckQuorum. */
            interface $Properties {

                /** SetAckQuorum ackQuorum */
                ackQuorum?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetAckQuorum. */
            type $Shape = railkv.v1.SetAckQuorum.$Properties;
        }

        /**
         * Properties of an AddReplica.
         * @deprecated Use railkv.v1.AddReplica.$Properties instead.
         */
        interface IAddReplica extends railkv.v1.AddReplica.$Properties {
        }

        /** Represents an AddReplica. */
        class AddReplica {

            /**
             * Constructs a new AddReplica.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.AddReplica.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AddReplica nodeId. */
            nodeId: string;

            /** AddReplica learner. */
            learner: boolean;

            /**
             * Creates a new AddReplica instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AddReplica instance
             */
            static create(properties: railkv.v1.AddReplica.$Shape): railkv.v1.AddReplica & railkv.v1.AddReplica.$Shape;
            static create(properties?: railkv.v1.AddReplica.$Properties): railkv.v1.AddReplica;

            /**
             * Encodes the specified AddReplica message. Does not implicitly {@link railkv.v1.AddReplica.verify|verify} messages.
             * @param message AddReplica message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.AddReplica.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AddReplica message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.AddReplica & railkv.v1.AddReplica.$Shape} AddReplica
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.AddReplica & railkv.v1.AddReplica.$Shape;
        }

        namespace AddReplica {

            /** Properties of an AddReplica. */
            interface $Properties {

                /** AddReplica nodeId */
                nodeId?: (string|null);

                /** AddReplica learner */
                learner?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AddReplica. */
            type $Shape = railkv.v1.AddReplica.$Properties;
        }

        /**
         * Properties of a RemoveReplica.
         * @deprecated Use railkv.v1.RemoveReplica.$Properties instead.
         */
        interface IRemoveReplica extends railkv.v1.RemoveReplica.$Properties {
        }

        /** Represents a RemoveReplica. */
        class RemoveReplica {

            /**
             * Constructs a new RemoveReplica.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RemoveReplica.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RemoveReplica nodeId. */
            nodeId: string;

            /**
             * Creates a new RemoveReplica instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RemoveReplica instance
             */
            static create(properties: railkv.v1.RemoveReplica.$Shape): railkv.v1.RemoveReplica & railkv.v1.RemoveReplica.$Shape;
            static create(properties?: railkv.v1.RemoveReplica.$Properties): railkv.v1.RemoveReplica;

            /**
             * Encodes the specified RemoveReplica message. Does not implicitly {@link railkv.v1.RemoveReplica.verify|verify} messages.
             * @param message RemoveReplica message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RemoveReplica.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RemoveReplica message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RemoveReplica & railkv.v1.RemoveReplica.$Shape} RemoveReplica
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RemoveReplica & railkv.v1.RemoveReplica.$Shape;
        }

        namespace RemoveReplica {

            /** Properties of a RemoveReplica. */
            interface $Properties {

                /** RemoveReplica nodeId */
                nodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RemoveReplica. */
            type $Shape = railkv.v1.RemoveReplica.$Properties;
        }

        /**
         * Properties of a MoveReplica.
         * @deprecated Use railkv.v1.MoveReplica.$Properties instead.
         */
        interface IMoveReplica extends railkv.v1.MoveReplica.$Properties {
        }

        /** Represents a MoveReplica. */
        class MoveReplica {

            /**
             * Constructs a new MoveReplica.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.MoveReplica.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MoveReplica fromNodeId. */
            fromNodeId: string;

            /** MoveReplica toNodeId. */
            toNodeId: string;

            /**
             * Creates a new MoveReplica instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MoveReplica instance
             */
            static create(properties: railkv.v1.MoveReplica.$Shape): railkv.v1.MoveReplica & railkv.v1.MoveReplica.$Shape;
            static create(properties?: railkv.v1.MoveReplica.$Properties): railkv.v1.MoveReplica;

            /**
             * Encodes the specified MoveReplica message. Does not implicitly {@link railkv.v1.MoveReplica.verify|verify} messages.
             * @param message MoveReplica message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.MoveReplica.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MoveReplica message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.MoveReplica & railkv.v1.MoveReplica.$Shape} MoveReplica
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.MoveReplica & railkv.v1.MoveReplica.$Shape;
        }

        namespace MoveReplica {

            /** Properties of a MoveReplica. */
            interface $Properties {

                /** MoveReplica fromNodeId */
                fromNodeId?: (string|null);

                /** MoveReplica toNodeId */
                toNodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MoveReplica. */
            type $Shape = railkv.v1.MoveReplica.$Properties;
        }

        /**
         * Properties of a TransferLeader.
         * @deprecated Use railkv.v1.TransferLeader.$Properties instead.
         */
        interface ITransferLeader extends railkv.v1.TransferLeader.$Properties {
        }

        /** Represents a TransferLeader. */
        class TransferLeader {

            /**
             * Constructs a new TransferLeader.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.TransferLeader.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TransferLeader nodeId. */
            nodeId: string;

            /**
             * Creates a new TransferLeader instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TransferLeader instance
             */
            static create(properties: railkv.v1.TransferLeader.$Shape): railkv.v1.TransferLeader & railkv.v1.TransferLeader.$Shape;
            static create(properties?: railkv.v1.TransferLeader.$Properties): railkv.v1.TransferLeader;

            /**
             * Encodes the specified TransferLeader message. Does not implicitly {@link railkv.v1.TransferLeader.verify|verify} messages.
             * @param message TransferLeader message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.TransferLeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TransferLeader message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.TransferLeader & railkv.v1.TransferLeader.$Shape} TransferLeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.TransferLeader & railkv.v1.TransferLeader.$Shape;
        }

        namespace TransferLeader {

            /** Properties of a TransferLeader. */
            interface $Properties {

                /** TransferLeader nodeId */
                nodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TransferLeader. */
            type $Shape = railkv.v1.TransferLeader.$Properties;
        }

        /**
         * Properties of a SplitGroup.
         * @deprecated Use railkv.v1.SplitGroup.$Properties instead.
         */
        interface ISplitGroup extends railkv.v1.SplitGroup.$Properties {
        }

        /** Represents a SplitGroup. */
        class SplitGroup {

            /**
             * Constructs a new SplitGroup.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SplitGroup.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SplitGroup key. */
            key: Uint8Array;

            /** SplitGroup childGroup. */
            childGroup: number;

            /**
             * Creates a new SplitGroup instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SplitGroup instance
             */
            static create(properties: railkv.v1.SplitGroup.$Shape): railkv.v1.SplitGroup & railkv.v1.SplitGroup.$Shape;
            static create(properties?: railkv.v1.SplitGroup.$Properties): railkv.v1.SplitGroup;

            /**
             * Encodes the specified SplitGroup message. Does not implicitly {@link railkv.v1.SplitGroup.verify|verify} messages.
             * @param message SplitGroup message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SplitGroup.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SplitGroup message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SplitGroup & railkv.v1.SplitGroup.$Shape} SplitGroup
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SplitGroup & railkv.v1.SplitGroup.$Shape;
        }

        namespace SplitGroup {

            /** Properties of a SplitGroup. */
            interface $Properties {

                /** SplitGroup key */
                key?: (Uint8Array|null);

                /** SplitGroup childGroup */
                childGroup?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SplitGroup. */
            type $Shape = railkv.v1.SplitGroup.$Properties;
        }

        /**
         * Properties of a ChangeGroupRequest.
         * @deprecated Use railkv.v1.ChangeGroupRequest.$Properties instead.
         */
        interface IChangeGroupRequest extends railkv.v1.ChangeGroupRequest.$Properties {
        }

        /** Represents a ChangeGroupRequest. */
        class ChangeGroupRequest {

            /**
             * Constructs a new ChangeGroupRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ChangeGroupRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ChangeGroupRequest group. */
            group: number;

            /** ChangeGroupRequest setAckQuorum. */
            setAckQuorum?: (railkv.v1.SetAckQuorum.$Properties|null);

            /** ChangeGroupRequest addReplica. */
            addReplica?: (railkv.v1.AddReplica.$Properties|null);

            /** ChangeGroupRequest removeReplica. */
            removeReplica?: (railkv.v1.RemoveReplica.$Properties|null);

            /** ChangeGroupRequest moveReplica. */
            moveReplica?: (railkv.v1.MoveReplica.$Properties|null);

            /** ChangeGroupRequest transferLeader. */
            transferLeader?: (railkv.v1.TransferLeader.$Properties|null);

            /** ChangeGroupRequest splitGroup. */
            splitGroup?: (railkv.v1.SplitGroup.$Properties|null);

            /** ChangeGroupRequest ackQuorum. */
            ackQuorum: number;

            /** ChangeGroupRequest dryRun. */
            dryRun: boolean;

            /** ChangeGroupRequest askingId. */
            askingId: string;

            /** ChangeGroupRequest change. */
            change?: ("setAckQuorum"|"addReplica"|"removeReplica"|"moveReplica"|"transferLeader"|"splitGroup");

            /**
             * Creates a new ChangeGroupRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ChangeGroupRequest instance
             */
            static create(properties: railkv.v1.ChangeGroupRequest.$Shape): railkv.v1.ChangeGroupRequest & railkv.v1.ChangeGroupRequest.$Shape;
            static create(properties?: railkv.v1.ChangeGroupRequest.$Properties): railkv.v1.ChangeGroupRequest;

            /**
             * Encodes the specified ChangeGroupRequest message. Does not implicitly {@link railkv.v1.ChangeGroupRequest.verify|verify} messages.
             * @param message ChangeGroupRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ChangeGroupRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChangeGroupRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ChangeGroupRequest & railkv.v1.ChangeGroupRequest.$Shape} ChangeGroupRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ChangeGroupRequest & railkv.v1.ChangeGroupRequest.$Shape;
        }

        namespace ChangeGroupRequest {

            /** Properties of a ChangeGroupRequest. */
            interface $Properties {

                /** ChangeGroupRequest group */
                group?: (number|null);

                /** ChangeGroupRequest setAckQuorum */
                setAckQuorum?: (railkv.v1.SetAckQuorum.$Properties|null);

                /** ChangeGroupRequest addReplica */
                addReplica?: (railkv.v1.AddReplica.$Properties|null);

                /** ChangeGroupRequest removeReplica */
                removeReplica?: (railkv.v1.RemoveReplica.$Properties|null);

                /** ChangeGroupRequest moveReplica */
                moveReplica?: (railkv.v1.MoveReplica.$Properties|null);

                /** ChangeGroupRequest transferLeader */
                transferLeader?: (railkv.v1.TransferLeader.$Properties|null);

                /** ChangeGroupRequest splitGroup */
                splitGroup?: (railkv.v1.SplitGroup.$Properties|null);

                /** ChangeGroupRequest ackQuorum */
                ackQuorum?: (number|null);

                /** ChangeGroupRequest dryRun */
                dryRun?: (boolean|null);

                /** ChangeGroupRequest askingId */
                askingId?: (string|null);

                /** ChangeGroupRequest change */
                change?: ("setAckQuorum"|"addReplica"|"removeReplica"|"moveReplica"|"transferLeader"|"splitGroup");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ChangeGroupRequest. */
            type $Shape = {
              group?: number|null;
              setAckQuorum?: railkv.v1.SetAckQuorum.$Shape|null;
              addReplica?: railkv.v1.AddReplica.$Shape|null;
              removeReplica?: railkv.v1.RemoveReplica.$Shape|null;
              moveReplica?: railkv.v1.MoveReplica.$Shape|null;
              transferLeader?: railkv.v1.TransferLeader.$Shape|null;
              splitGroup?: railkv.v1.SplitGroup.$Shape|null;
              ackQuorum?: number|null;
              dryRun?: boolean|null;
              askingId?: string|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ change?: undefined; setAckQuorum?: null; addReplica?: null; removeReplica?: null; moveReplica?: null; transferLeader?: null; splitGroup?: null }|{ change?: "setAckQuorum"; setAckQuorum: railkv.v1.SetAckQuorum.$Shape; addReplica?: null; removeReplica?: null; moveReplica?: null; transferLeader?: null; splitGroup?: null }|{ change?: "addReplica"; setAckQuorum?: null; addReplica: railkv.v1.AddReplica.$Shape; removeReplica?: null; moveReplica?: null; transferLeader?: null; splitGroup?: null }|{ change?: "removeReplica"; setAckQuorum?: null; addReplica?: null; removeReplica: railkv.v1.RemoveReplica.$Shape; moveReplica?: null; transferLeader?: null; splitGroup?: null }|{ change?: "moveReplica"; setAckQuorum?: null; addReplica?: null; removeReplica?: null; moveReplica: railkv.v1.MoveReplica.$Shape; transferLeader?: null; splitGroup?: null }|{ change?: "transferLeader"; setAckQuorum?: null; addReplica?: null; removeReplica?: null; moveReplica?: null; transferLeader: railkv.v1.TransferLeader.$Shape; splitGroup?: null }|{ change?: "splitGroup"; setAckQuorum?: null; addReplica?: null; removeReplica?: null; moveReplica?: null; transferLeader?: null; splitGroup: railkv.v1.SplitGroup.$Shape })
            );
        }

        /**
         * Properties of a Voters.
         * @deprecated Use railkv.v1.Voters.$Properties instead.
         */
        interface IVoters extends railkv.v1.Voters.$Properties {
        }

        /** Represents a Voters. */
        class Voters {

            /**
             * Constructs a new Voters.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Voters.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Voters voters. */
            voters: number;

            /** Voters ackQuorum. */
            ackQuorum: number;

            /**
             * Creates a new Voters instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Voters instance
             */
            static create(properties: railkv.v1.Voters.$Shape): railkv.v1.Voters & railkv.v1.Voters.$Shape;
            static create(properties?: railkv.v1.Voters.$Properties): railkv.v1.Voters;

            /**
             * Encodes the specified Voters message. Does not implicitly {@link railkv.v1.Voters.verify|verify} messages.
             * @param message Voters message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Voters.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Voters message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Voters & railkv.v1.Voters.$Shape} Voters
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Voters & railkv.v1.Voters.$Shape;
        }

        namespace Voters {

            /** Properties of a Voters. */
            interface $Properties {

                /** Voters voters */
                voters?: (number|null);

                /** Voters ackQuorum */
                ackQuorum?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Voters. */
            type $Shape = railkv.v1.Voters.$Properties;
        }

        /**
         * Properties of a ChangeGroupResponse.
         * @deprecated Use railkv.v1.ChangeGroupResponse.$Properties instead.
         */
        interface IChangeGroupResponse extends railkv.v1.ChangeGroupResponse.$Properties {
        }

        /** Represents a ChangeGroupResponse. */
        class ChangeGroupResponse {

            /**
             * Constructs a new ChangeGroupResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ChangeGroupResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ChangeGroupResponse done. */
            done: boolean;

            /** ChangeGroupResponse doing. */
            doing: string;

            /** ChangeGroupResponse now. */
            now?: (railkv.v1.Voters.$Properties|null);

            /** ChangeGroupResponse after. */
            after?: (railkv.v1.Voters.$Properties|null);

            /** ChangeGroupResponse route. */
            route?: (railkv.v1.Route.$Properties|null);

            /** ChangeGroupResponse configuration. */
            configuration?: (railkv.v1.Configuration.$Properties|null);

            /** ChangeGroupResponse child. */
            child?: (railkv.v1.Route.$Properties|null);

            /**
             * Creates a new ChangeGroupResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ChangeGroupResponse instance
             */
            static create(properties: railkv.v1.ChangeGroupResponse.$Shape): railkv.v1.ChangeGroupResponse & railkv.v1.ChangeGroupResponse.$Shape;
            static create(properties?: railkv.v1.ChangeGroupResponse.$Properties): railkv.v1.ChangeGroupResponse;

            /**
             * Encodes the specified ChangeGroupResponse message. Does not implicitly {@link railkv.v1.ChangeGroupResponse.verify|verify} messages.
             * @param message ChangeGroupResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ChangeGroupResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChangeGroupResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ChangeGroupResponse & railkv.v1.ChangeGroupResponse.$Shape} ChangeGroupResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ChangeGroupResponse & railkv.v1.ChangeGroupResponse.$Shape;
        }

        namespace ChangeGroupResponse {

            /** Properties of a ChangeGroupResponse. */
            interface $Properties {

                /** ChangeGroupResponse done */
                done?: (boolean|null);

                /** ChangeGroupResponse doing */
                doing?: (string|null);

                /** ChangeGroupResponse now */
                now?: (railkv.v1.Voters.$Properties|null);

                /** ChangeGroupResponse after */
                after?: (railkv.v1.Voters.$Properties|null);

                /** ChangeGroupResponse route */
                route?: (railkv.v1.Route.$Properties|null);

                /** ChangeGroupResponse configuration */
                configuration?: (railkv.v1.Configuration.$Properties|null);

                /** ChangeGroupResponse child */
                child?: (railkv.v1.Route.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChangeGroupResponse. */
            type $Shape = railkv.v1.ChangeGroupResponse.$Properties;
        }

        /**
         * Properties of a NodeStatusRequest.
         * @deprecated Use railkv.v1.NodeStatusRequest.$Properties instead.
         */
        interface INodeStatusRequest extends railkv.v1.NodeStatusRequest.$Properties {
        }

        /** Represents a NodeStatusRequest. */
        class NodeStatusRequest {

            /**
             * Constructs a new NodeStatusRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodeStatusRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodeStatusRequest groups. */
            groups: boolean;

            /**
             * Creates a new NodeStatusRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodeStatusRequest instance
             */
            static create(properties: railkv.v1.NodeStatusRequest.$Shape): railkv.v1.NodeStatusRequest & railkv.v1.NodeStatusRequest.$Shape;
            static create(properties?: railkv.v1.NodeStatusRequest.$Properties): railkv.v1.NodeStatusRequest;

            /**
             * Encodes the specified NodeStatusRequest message. Does not implicitly {@link railkv.v1.NodeStatusRequest.verify|verify} messages.
             * @param message NodeStatusRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodeStatusRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeStatusRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodeStatusRequest & railkv.v1.NodeStatusRequest.$Shape} NodeStatusRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodeStatusRequest & railkv.v1.NodeStatusRequest.$Shape;
        }

        namespace NodeStatusRequest {

            /** Properties of a NodeStatusRequest. */
            interface $Properties {

                /** NodeStatusRequest groups */
                groups?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeStatusRequest. */
            type $Shape = railkv.v1.NodeStatusRequest.$Properties;
        }

        /**
         * Properties of a GroupStatus.
         * @deprecated Use railkv.v1.GroupStatus.$Properties instead.
         */
        interface IGroupStatus extends railkv.v1.GroupStatus.$Properties {
        }

        /** Represents a GroupStatus. */
        class GroupStatus {

            /**
             * Constructs a new GroupStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GroupStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupStatus group. */
            group: number;

            /** GroupStatus replicaId. */
            replicaId: number;

            /** GroupStatus role. */
            role: string;

            /** GroupStatus leaderReplicaId. */
            leaderReplicaId: number;

            /** GroupStatus term. */
            term: number;

            /** GroupStatus commit. */
            commit: number;

            /** GroupStatus applied. */
            applied: number;

            /** GroupStatus lastIndex. */
            lastIndex: number;

            /** GroupStatus firstIndex. */
            firstIndex: number;

            /** GroupStatus range. */
            range?: (railkv.v1.KeyRange.$Properties|null);

            /** GroupStatus epoch. */
            epoch?: (railkv.v1.Epoch.$Properties|null);

            /** GroupStatus configuration. */
            configuration?: (railkv.v1.Configuration.$Properties|null);

            /** GroupStatus replicas. */
            replicas: railkv.v1.Replica.$Properties[];

            /** GroupStatus asleep. */
            asleep: boolean;

            /** GroupStatus damage. */
            damage: string;

            /** GroupStatus checkpointIndex. */
            checkpointIndex: number;

            /** GroupStatus digest. */
            digest: string;

            /** GroupStatus dispute. */
            dispute: string;

            /** GroupStatus nextDeadlineMs. */
            nextDeadlineMs: number;

            /** GroupStatus lastTerm. */
            lastTerm: number;

            /** GroupStatus recoveryEpoch. */
            recoveryEpoch: number;

            /**
             * Creates a new GroupStatus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupStatus instance
             */
            static create(properties: railkv.v1.GroupStatus.$Shape): railkv.v1.GroupStatus & railkv.v1.GroupStatus.$Shape;
            static create(properties?: railkv.v1.GroupStatus.$Properties): railkv.v1.GroupStatus;

            /**
             * Encodes the specified GroupStatus message. Does not implicitly {@link railkv.v1.GroupStatus.verify|verify} messages.
             * @param message GroupStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GroupStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GroupStatus & railkv.v1.GroupStatus.$Shape} GroupStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GroupStatus & railkv.v1.GroupStatus.$Shape;
        }

        namespace GroupStatus {

            /** Properties of a GroupStatus. */
            interface $Properties {

                /** GroupStatus group */
                group?: (number|null);

                /** GroupStatus replicaId */
                replicaId?: (number|null);

                /** GroupStatus role */
                role?: (string|null);

                /** GroupStatus leaderReplicaId */
                leaderReplicaId?: (number|null);

                /** GroupStatus term */
                term?: (number|null);

                /** GroupStatus commit */
                commit?: (number|null);

                /** GroupStatus applied */
                applied?: (number|null);

                /** GroupStatus lastIndex */
                lastIndex?: (number|null);

                /** GroupStatus firstIndex */
                firstIndex?: (number|null);

                /** GroupStatus range */
                range?: (railkv.v1.KeyRange.$Properties|null);

                /** GroupStatus epoch */
                epoch?: (railkv.v1.Epoch.$Properties|null);

                /** GroupStatus configuration */
                configuration?: (railkv.v1.Configuration.$Properties|null);

                /** GroupStatus replicas */
                replicas?: (railkv.v1.Replica.$Properties[]|null);

                /** GroupStatus asleep */
                asleep?: (boolean|null);

                /** GroupStatus damage */
                damage?: (string|null);

                /** GroupStatus checkpointIndex */
                checkpointIndex?: (number|null);

                /** GroupStatus digest */
                digest?: (string|null);

                /** GroupStatus dispute */
                dispute?: (string|null);

                /** GroupStatus nextDeadlineMs */
                nextDeadlineMs?: (number|null);

                /** GroupStatus lastTerm */
                lastTerm?: (number|null);

                /** GroupStatus recoveryEpoch */
                recoveryEpoch?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupStatus. */
            type $Shape = railkv.v1.GroupStatus.$Properties;
        }

        /**
         * Properties of a PeerStatus.
         * @deprecated Use railkv.v1.PeerStatus.$Properties instead.
         */
        interface IPeerStatus extends railkv.v1.PeerStatus.$Properties {
        }

        /** Represents a PeerStatus. */
        class PeerStatus {

            /**
             * Constructs a new PeerStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.PeerStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PeerStatus nodeId. */
            nodeId: string;

            /** PeerStatus silentMs. */
            silentMs: number;

            /** PeerStatus heard. */
            heard: boolean;

            /** PeerStatus clockOffsetMs. */
            clockOffsetMs: number;

            /**
             * Creates a new PeerStatus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PeerStatus instance
             */
            static create(properties: railkv.v1.PeerStatus.$Shape): railkv.v1.PeerStatus & railkv.v1.PeerStatus.$Shape;
            static create(properties?: railkv.v1.PeerStatus.$Properties): railkv.v1.PeerStatus;

            /**
             * Encodes the specified PeerStatus message. Does not implicitly {@link railkv.v1.PeerStatus.verify|verify} messages.
             * @param message PeerStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.PeerStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PeerStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.PeerStatus & railkv.v1.PeerStatus.$Shape} PeerStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.PeerStatus & railkv.v1.PeerStatus.$Shape;
        }

        namespace PeerStatus {

            /** Properties of a PeerStatus. */
            interface $Properties {

                /** PeerStatus nodeId */
                nodeId?: (string|null);

                /** PeerStatus silentMs */
                silentMs?: (number|null);

                /** PeerStatus heard */
                heard?: (boolean|null);

                /** PeerStatus clockOffsetMs */
                clockOffsetMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PeerStatus. */
            type $Shape = railkv.v1.PeerStatus.$Properties;
        }

        /**
         * Properties of a NodeStatusResponse.
         * @deprecated Use railkv.v1.NodeStatusResponse.$Properties instead.
         */
        interface INodeStatusResponse extends railkv.v1.NodeStatusResponse.$Properties {
        }

        /** Represents a NodeStatusResponse. */
        class NodeStatusResponse {

            /**
             * Constructs a new NodeStatusResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodeStatusResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodeStatusResponse clusterId. */
            clusterId: string;

            /** NodeStatusResponse nodeId. */
            nodeId: string;

            /** NodeStatusResponse incarnation. */
            incarnation: number;

            /** NodeStatusResponse version. */
            version: string;

            /** NodeStatusResponse uptimeMs. */
            uptimeMs: number;

            /** NodeStatusResponse groupsLed. */
            groupsLed: number;

            /** NodeStatusResponse groupsHosted. */
            groupsHosted: number;

            /** NodeStatusResponse groupsAsleep. */
            groupsAsleep: number;

            /** NodeStatusResponse groupsDamaged. */
            groupsDamaged: number;

            /** NodeStatusResponse groups. */
            groups: railkv.v1.GroupStatus.$Properties[];

            /** NodeStatusResponse peers. */
            peers: railkv.v1.PeerStatus.$Properties[];

            /** NodeStatusResponse dataDirectory. */
            dataDirectory: string;

            /** NodeStatusResponse rssBytes. */
            rssBytes: number;

            /** NodeStatusResponse cpuSeconds. */
            cpuSeconds: number;

            /** NodeStatusResponse lowOnDisk. */
            lowOnDisk: boolean;

            /** NodeStatusResponse descriptor. */
            descriptor?: (railkv.v1.NodeDescriptor.$Properties|null);

            /** NodeStatusResponse diskFreeBytes. */
            diskFreeBytes: number;

            /** NodeStatusResponse wallClockMs. */
            wallClockMs: number;

            /** NodeStatusResponse level. */
            level: number;

            /** NodeStatusResponse clusterLevel. */
            clusterLevel: number;

            /** NodeStatusResponse protocolMin. */
            protocolMin: number;

            /** NodeStatusResponse protocolMax. */
            protocolMax: number;

            /** NodeStatusResponse certificateUntilMs. */
            certificateUntilMs: number;

            /** NodeStatusResponse recoveryEpoch. */
            recoveryEpoch: number;

            /** NodeStatusResponse lostNodes. */
            lostNodes: string[];

            /** NodeStatusResponse recoveries. */
            recoveries: railkv.v1.RecoveryRecord.$Properties[];

            /**
             * Creates a new NodeStatusResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodeStatusResponse instance
             */
            static create(properties: railkv.v1.NodeStatusResponse.$Shape): railkv.v1.NodeStatusResponse & railkv.v1.NodeStatusResponse.$Shape;
            static create(properties?: railkv.v1.NodeStatusResponse.$Properties): railkv.v1.NodeStatusResponse;

            /**
             * Encodes the specified NodeStatusResponse message. Does not implicitly {@link railkv.v1.NodeStatusResponse.verify|verify} messages.
             * @param message NodeStatusResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodeStatusResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeStatusResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodeStatusResponse & railkv.v1.NodeStatusResponse.$Shape} NodeStatusResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodeStatusResponse & railkv.v1.NodeStatusResponse.$Shape;
        }

        namespace NodeStatusResponse {

            /** Properties of a NodeStatusResponse. */
            interface $Properties {

                /** NodeStatusResponse clusterId */
                clusterId?: (string|null);

                /** NodeStatusResponse nodeId */
                nodeId?: (string|null);

                /** NodeStatusResponse incarnation */
                incarnation?: (number|null);

                /** NodeStatusResponse version */
                version?: (string|null);

                /** NodeStatusResponse uptimeMs */
                uptimeMs?: (number|null);

                /** NodeStatusResponse groupsLed */
                groupsLed?: (number|null);

                /** NodeStatusResponse groupsHosted */
                groupsHosted?: (number|null);

                /** NodeStatusResponse groupsAsleep */
                groupsAsleep?: (number|null);

                /** NodeStatusResponse groupsDamaged */
                groupsDamaged?: (number|null);

                /** NodeStatusResponse groups */
                groups?: (railkv.v1.GroupStatus.$Properties[]|null);

                /** NodeStatusResponse peers */
                peers?: (railkv.v1.PeerStatus.$Properties[]|null);

                /** NodeStatusResponse dataDirectory */
                dataDirectory?: (string|null);

                /** NodeStatusResponse rssBytes */
                rssBytes?: (number|null);

                /** NodeStatusResponse cpuSeconds */
                cpuSeconds?: (number|null);

                /** NodeStatusResponse lowOnDisk */
                lowOnDisk?: (boolean|null);

                /** NodeStatusResponse descriptor */
                descriptor?: (railkv.v1.NodeDescriptor.$Properties|null);

                /** NodeStatusResponse diskFreeBytes */
                diskFreeBytes?: (number|null);

                /** NodeStatusResponse wallClockMs */
                wallClockMs?: (number|null);

                /** NodeStatusResponse level */
                level?: (number|null);

                /** NodeStatusResponse clusterLevel */
                clusterLevel?: (number|null);

                /** NodeStatusResponse protocolMin */
                protocolMin?: (number|null);

                /** NodeStatusResponse protocolMax */
                protocolMax?: (number|null);

                /** NodeStatusResponse certificateUntilMs */
                certificateUntilMs?: (number|null);

                /** NodeStatusResponse recoveryEpoch */
                recoveryEpoch?: (number|null);

                /** NodeStatusResponse lostNodes */
                lostNodes?: (string[]|null);

                /** NodeStatusResponse recoveries */
                recoveries?: (railkv.v1.RecoveryRecord.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeStatusResponse. */
            type $Shape = railkv.v1.NodeStatusResponse.$Properties;
        }

        /**
         * Properties of a ScanReplicaRequest.
         * @deprecated Use railkv.v1.ScanReplicaRequest.$Properties instead.
         */
        interface IScanReplicaRequest extends railkv.v1.ScanReplicaRequest.$Properties {
        }

        /** Represents a ScanReplicaRequest. */
        class ScanReplicaRequest {

            /**
             * Constructs a new ScanReplicaRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ScanReplicaRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ScanReplicaRequest group. */
            group: number;

            /** ScanReplicaRequest minIndex. */
            minIndex: number;

            /** ScanReplicaRequest confirmed. */
            confirmed: boolean;

            /**
             * Creates a new ScanReplicaRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ScanReplicaRequest instance
             */
            static create(properties: railkv.v1.ScanReplicaRequest.$Shape): railkv.v1.ScanReplicaRequest & railkv.v1.ScanReplicaRequest.$Shape;
            static create(properties?: railkv.v1.ScanReplicaRequest.$Properties): railkv.v1.ScanReplicaRequest;

            /**
             * Encodes the specified ScanReplicaRequest message. Does not implicitly {@link railkv.v1.ScanReplicaRequest.verify|verify} messages.
             * @param message ScanReplicaRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ScanReplicaRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScanReplicaRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ScanReplicaRequest & railkv.v1.ScanReplicaRequest.$Shape} ScanReplicaRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ScanReplicaRequest & railkv.v1.ScanReplicaRequest.$Shape;
        }

        namespace ScanReplicaRequest {

            /** Properties of a ScanReplicaRequest. */
            interface $Properties {

                /** ScanReplicaRequest group */
                group?: (number|null);

                /** ScanReplicaRequest minIndex */
                minIndex?: (number|null);

                /** ScanReplicaRequest confirmed */
                confirmed?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScanReplicaRequest. */
            type $Shape = railkv.v1.ScanReplicaRequest.$Properties;
        }

        /**
         * Properties of a NodeTrafficRequest.
         * @deprecated Use railkv.v1.NodeTrafficRequest.$Properties instead.
         */
        interface INodeTrafficRequest extends railkv.v1.NodeTrafficRequest.$Properties {
        }

        /** Represents a NodeTrafficRequest. */
        class NodeTrafficRequest {

            /**
             * Constructs a new NodeTrafficRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodeTrafficRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new NodeTrafficRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodeTrafficRequest instance
             */
            static create(properties: railkv.v1.NodeTrafficRequest.$Shape): railkv.v1.NodeTrafficRequest & railkv.v1.NodeTrafficRequest.$Shape;
            static create(properties?: railkv.v1.NodeTrafficRequest.$Properties): railkv.v1.NodeTrafficRequest;

            /**
             * Encodes the specified NodeTrafficRequest message. Does not implicitly {@link railkv.v1.NodeTrafficRequest.verify|verify} messages.
             * @param message NodeTrafficRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodeTrafficRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeTrafficRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodeTrafficRequest & railkv.v1.NodeTrafficRequest.$Shape} NodeTrafficRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodeTrafficRequest & railkv.v1.NodeTrafficRequest.$Shape;
        }

        namespace NodeTrafficRequest {

            /** Properties of a NodeTrafficRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeTrafficRequest. */
            type $Shape = railkv.v1.NodeTrafficRequest.$Properties;
        }

        /**
         * Properties of a HotName.
         * @deprecated Use railkv.v1.HotName.$Properties instead.
         */
        interface IHotName extends railkv.v1.HotName.$Properties {
        }

        /** Represents a HotName. */
        class HotName {

            /**
             * Constructs a new HotName.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.HotName.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HotName name. */
            name: string;

            /** HotName milliPerSecond. */
            milliPerSecond: number;

            /**
             * Creates a new HotName instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HotName instance
             */
            static create(properties: railkv.v1.HotName.$Shape): railkv.v1.HotName & railkv.v1.HotName.$Shape;
            static create(properties?: railkv.v1.HotName.$Properties): railkv.v1.HotName;

            /**
             * Encodes the specified HotName message. Does not implicitly {@link railkv.v1.HotName.verify|verify} messages.
             * @param message HotName message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.HotName.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HotName message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.HotName & railkv.v1.HotName.$Shape} HotName
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.HotName & railkv.v1.HotName.$Shape;
        }

        namespace HotName {

            /** Properties of a HotName. */
            interface $Properties {

                /** HotName name */
                name?: (string|null);

                /** HotName milliPerSecond */
                milliPerSecond?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HotName. */
            type $Shape = railkv.v1.HotName.$Properties;
        }

        /**
         * Properties of a NodeTrafficResponse.
         * @deprecated Use railkv.v1.NodeTrafficResponse.$Properties instead.
         */
        interface INodeTrafficResponse extends railkv.v1.NodeTrafficResponse.$Properties {
        }

        /** Represents a NodeTrafficResponse. */
        class NodeTrafficResponse {

            /**
             * Constructs a new NodeTrafficResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodeTrafficResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodeTrafficResponse nodeId. */
            nodeId: string;

            /** NodeTrafficResponse incarnation. */
            incarnation: number;

            /** NodeTrafficResponse monotonicMs. */
            monotonicMs: number;

            /** NodeTrafficResponse outcomes. */
            outcomes: { [k: string]: number };

            /** NodeTrafficResponse orders. */
            orders: number;

            /** NodeTrafficResponse tickets. */
            tickets: number;

            /** NodeTrafficResponse queries. */
            queries: number;

            /** NodeTrafficResponse queriesFailed. */
            queriesFailed: number;

            /** NodeTrafficResponse commandLatency. */
            commandLatency: number[];

            /** NodeTrafficResponse queryLatency. */
            queryLatency: number[];

            /** NodeTrafficResponse lines. */
            lines: railkv.v1.HotName.$Properties[];

            /** NodeTrafficResponse trains. */
            trains: railkv.v1.HotName.$Properties[];

            /** NodeTrafficResponse callers. */
            callers: railkv.v1.HotName.$Properties[];

            /** NodeTrafficResponse groupsLed. */
            groupsLed: number;

            /** NodeTrafficResponse groupsHosted. */
            groupsHosted: number;

            /** NodeTrafficResponse behindMost. */
            behindMost: number;

            /** NodeTrafficResponse rssBytes. */
            rssBytes: number;

            /** NodeTrafficResponse cpuSeconds. */
            cpuSeconds: number;

            /**
             * Creates a new NodeTrafficResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodeTrafficResponse instance
             */
            static create(properties: railkv.v1.NodeTrafficResponse.$Shape): railkv.v1.NodeTrafficResponse & railkv.v1.NodeTrafficResponse.$Shape;
            static create(properties?: railkv.v1.NodeTrafficResponse.$Properties): railkv.v1.NodeTrafficResponse;

            /**
             * Encodes the specified NodeTrafficResponse message. Does not implicitly {@link railkv.v1.NodeTrafficResponse.verify|verify} messages.
             * @param message NodeTrafficResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodeTrafficResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeTrafficResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodeTrafficResponse & railkv.v1.NodeTrafficResponse.$Shape} NodeTrafficResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodeTrafficResponse & railkv.v1.NodeTrafficResponse.$Shape;
        }

        namespace NodeTrafficResponse {

            /** Properties of a NodeTrafficResponse. */
            interface $Properties {

                /** NodeTrafficResponse nodeId */
                nodeId?: (string|null);

                /** NodeTrafficResponse incarnation */
                incarnation?: (number|null);

                /** NodeTrafficResponse monotonicMs */
                monotonicMs?: (number|null);

                /** NodeTrafficResponse outcomes */
                outcomes?: ({ [k: string]: number }|null);

                /** NodeTrafficResponse orders */
                orders?: (number|null);

                /** NodeTrafficResponse tickets */
                tickets?: (number|null);

                /** NodeTrafficResponse queries */
                queries?: (number|null);

                /** NodeTrafficResponse queriesFailed */
                queriesFailed?: (number|null);

                /** NodeTrafficResponse commandLatency */
                commandLatency?: (number[]|null);

                /** NodeTrafficResponse queryLatency */
                queryLatency?: (number[]|null);

                /** NodeTrafficResponse lines */
                lines?: (railkv.v1.HotName.$Properties[]|null);

                /** NodeTrafficResponse trains */
                trains?: (railkv.v1.HotName.$Properties[]|null);

                /** NodeTrafficResponse callers */
                callers?: (railkv.v1.HotName.$Properties[]|null);

                /** NodeTrafficResponse groupsLed */
                groupsLed?: (number|null);

                /** NodeTrafficResponse groupsHosted */
                groupsHosted?: (number|null);

                /** NodeTrafficResponse behindMost */
                behindMost?: (number|null);

                /** NodeTrafficResponse rssBytes */
                rssBytes?: (number|null);

                /** NodeTrafficResponse cpuSeconds */
                cpuSeconds?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeTrafficResponse. */
            type $Shape = railkv.v1.NodeTrafficResponse.$Properties;
        }

        /**
         * Properties of a ScrubRequest.
         * @deprecated Use railkv.v1.ScrubRequest.$Properties instead.
         */
        interface IScrubRequest extends railkv.v1.ScrubRequest.$Properties {
        }

        /** Represents a ScrubRequest. */
        class ScrubRequest {

            /**
             * Constructs a new ScrubRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ScrubRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ScrubRequest groups. */
            groups: number[];

            /**
             * Creates a new ScrubRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ScrubRequest instance
             */
            static create(properties: railkv.v1.ScrubRequest.$Shape): railkv.v1.ScrubRequest & railkv.v1.ScrubRequest.$Shape;
            static create(properties?: railkv.v1.ScrubRequest.$Properties): railkv.v1.ScrubRequest;

            /**
             * Encodes the specified ScrubRequest message. Does not implicitly {@link railkv.v1.ScrubRequest.verify|verify} messages.
             * @param message ScrubRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ScrubRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScrubRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ScrubRequest & railkv.v1.ScrubRequest.$Shape} ScrubRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ScrubRequest & railkv.v1.ScrubRequest.$Shape;
        }

        namespace ScrubRequest {

            /** Properties of a ScrubRequest. */
            interface $Properties {

                /** ScrubRequest groups */
                groups?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScrubRequest. */
            type $Shape = railkv.v1.ScrubRequest.$Properties;
        }

        /**
         * Properties of a ScrubProgress.
         * @deprecated Use railkv.v1.ScrubProgress.$Properties instead.
         */
        interface IScrubProgress extends railkv.v1.ScrubProgress.$Properties {
        }

        /** Represents a ScrubProgress. */
        class ScrubProgress {

            /**
             * Constructs a new ScrubProgress.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ScrubProgress.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ScrubProgress group. */
            group: number;

            /** ScrubProgress rows. */
            rows: number;

            /** ScrubProgress bytes. */
            bytes: number;

            /** ScrubProgress done. */
            done: boolean;

            /** ScrubProgress index. */
            index: number;

            /** ScrubProgress digest. */
            digest: string;

            /** ScrubProgress damage. */
            damage: string;

            /** ScrubProgress skipped. */
            skipped: string;

            /**
             * Creates a new ScrubProgress instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ScrubProgress instance
             */
            static create(properties: railkv.v1.ScrubProgress.$Shape): railkv.v1.ScrubProgress & railkv.v1.ScrubProgress.$Shape;
            static create(properties?: railkv.v1.ScrubProgress.$Properties): railkv.v1.ScrubProgress;

            /**
             * Encodes the specified ScrubProgress message. Does not implicitly {@link railkv.v1.ScrubProgress.verify|verify} messages.
             * @param message ScrubProgress message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ScrubProgress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ScrubProgress message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ScrubProgress & railkv.v1.ScrubProgress.$Shape} ScrubProgress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ScrubProgress & railkv.v1.ScrubProgress.$Shape;
        }

        namespace ScrubProgress {

            /** Properties of a ScrubProgress. */
            interface $Properties {

                /** ScrubProgress group */
                group?: (number|null);

                /** ScrubProgress rows */
                rows?: (number|null);

                /** ScrubProgress bytes */
                bytes?: (number|null);

                /** ScrubProgress done */
                done?: (boolean|null);

                /** ScrubProgress index */
                index?: (number|null);

                /** ScrubProgress digest */
                digest?: (string|null);

                /** ScrubProgress damage */
                damage?: (string|null);

                /** ScrubProgress skipped */
                skipped?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ScrubProgress. */
            type $Shape = railkv.v1.ScrubProgress.$Properties;
        }

        /**
         * Properties of a Position.
         * @deprecated Use railkv.v1.Position.$Properties instead.
         */
        interface IPosition extends railkv.v1.Position.$Properties {
        }

        /** Represents a Position. */
        class Position {

            /**
             * Constructs a new Position.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Position.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Position group. */
            group: number;

            /** Position index. */
            index: number;

            /**
             * Creates a new Position instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Position instance
             */
            static create(properties: railkv.v1.Position.$Shape): railkv.v1.Position & railkv.v1.Position.$Shape;
            static create(properties?: railkv.v1.Position.$Properties): railkv.v1.Position;

            /**
             * Encodes the specified Position message. Does not implicitly {@link railkv.v1.Position.verify|verify} messages.
             * @param message Position message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Position.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Position message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Position & railkv.v1.Position.$Shape} Position
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Position & railkv.v1.Position.$Shape;
        }

        namespace Position {

            /** Properties of a Position. */
            interface $Properties {

                /** Position group */
                group?: (number|null);

                /** Position index */
                index?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Position. */
            type $Shape = railkv.v1.Position.$Properties;
        }

        /**
         * Properties of an Epoch.
         * @deprecated Use railkv.v1.Epoch.$Properties instead.
         */
        interface IEpoch extends railkv.v1.Epoch.$Properties {
        }

        /** Represents an Epoch. */
        class Epoch {

            /**
             * Constructs a new Epoch.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Epoch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Epoch confVersion. */
            confVersion: number;

            /** Epoch rangeVersion. */
            rangeVersion: number;

            /**
             * Creates a new Epoch instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Epoch instance
             */
            static create(properties: railkv.v1.Epoch.$Shape): railkv.v1.Epoch & railkv.v1.Epoch.$Shape;
            static create(properties?: railkv.v1.Epoch.$Properties): railkv.v1.Epoch;

            /**
             * Encodes the specified Epoch message. Does not implicitly {@link railkv.v1.Epoch.verify|verify} messages.
             * @param message Epoch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Epoch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Epoch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Epoch & railkv.v1.Epoch.$Shape} Epoch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Epoch & railkv.v1.Epoch.$Shape;
        }

        namespace Epoch {

            /** Properties of an Epoch. */
            interface $Properties {

                /** Epoch confVersion */
                confVersion?: (number|null);

                /** Epoch rangeVersion */
                rangeVersion?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Epoch. */
            type $Shape = railkv.v1.Epoch.$Properties;
        }

        /**
         * Properties of a KeyRange.
         * @deprecated Use railkv.v1.KeyRange.$Properties instead.
         */
        interface IKeyRange extends railkv.v1.KeyRange.$Properties {
        }

        /** Represents a KeyRange. */
        class KeyRange {

            /**
             * Constructs a new KeyRange.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KeyRange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeyRange start. */
            start: Uint8Array;

            /** KeyRange end. */
            end: Uint8Array;

            /**
             * Creates a new KeyRange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KeyRange instance
             */
            static create(properties: railkv.v1.KeyRange.$Shape): railkv.v1.KeyRange & railkv.v1.KeyRange.$Shape;
            static create(properties?: railkv.v1.KeyRange.$Properties): railkv.v1.KeyRange;

            /**
             * Encodes the specified KeyRange message. Does not implicitly {@link railkv.v1.KeyRange.verify|verify} messages.
             * @param message KeyRange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KeyRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeyRange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KeyRange & railkv.v1.KeyRange.$Shape} KeyRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KeyRange & railkv.v1.KeyRange.$Shape;
        }

        namespace KeyRange {

            /** Properties of a KeyRange. */
            interface $Properties {

                /** KeyRange start */
                start?: (Uint8Array|null);

                /** KeyRange end */
                end?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeyRange. */
            type $Shape = railkv.v1.KeyRange.$Properties;
        }

        /**
         * Properties of a Replica.
         * @deprecated Use railkv.v1.Replica.$Properties instead.
         */
        interface IReplica extends railkv.v1.Replica.$Properties {
        }

        /** Represents a Replica. */
        class Replica {

            /**
             * Constructs a new Replica.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Replica.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Replica replicaId. */
            replicaId: number;

            /** Replica nodeId. */
            nodeId: string;

            /** Replica learner. */
            learner: boolean;

            /**
             * Creates a new Replica instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Replica instance
             */
            static create(properties: railkv.v1.Replica.$Shape): railkv.v1.Replica & railkv.v1.Replica.$Shape;
            static create(properties?: railkv.v1.Replica.$Properties): railkv.v1.Replica;

            /**
             * Encodes the specified Replica message. Does not implicitly {@link railkv.v1.Replica.verify|verify} messages.
             * @param message Replica message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Replica.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Replica message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Replica & railkv.v1.Replica.$Shape} Replica
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Replica & railkv.v1.Replica.$Shape;
        }

        namespace Replica {

            /** Properties of a Replica. */
            interface $Properties {

                /** Replica replicaId */
                replicaId?: (number|null);

                /** Replica nodeId */
                nodeId?: (string|null);

                /** Replica learner */
                learner?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Replica. */
            type $Shape = railkv.v1.Replica.$Properties;
        }

        /**
         * Properties of a Route.
         * @deprecated Use railkv.v1.Route.$Properties instead.
         */
        interface IRoute extends railkv.v1.Route.$Properties {
        }

        /** Represents a Route. */
        class Route {

            /**
             * Constructs a new Route.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Route.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Route group. */
            group: number;

            /** Route range. */
            range?: (railkv.v1.KeyRange.$Properties|null);

            /** Route epoch. */
            epoch?: (railkv.v1.Epoch.$Properties|null);

            /** Route replicas. */
            replicas: railkv.v1.Replica.$Properties[];

            /** Route leaderReplicaId. */
            leaderReplicaId: number;

            /** Route ackQuorum. */
            ackQuorum: number;

            /**
             * Creates a new Route instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Route instance
             */
            static create(properties: railkv.v1.Route.$Shape): railkv.v1.Route & railkv.v1.Route.$Shape;
            static create(properties?: railkv.v1.Route.$Properties): railkv.v1.Route;

            /**
             * Encodes the specified Route message. Does not implicitly {@link railkv.v1.Route.verify|verify} messages.
             * @param message Route message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Route.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Route message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Route & railkv.v1.Route.$Shape} Route
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Route & railkv.v1.Route.$Shape;
        }

        namespace Route {

            /** Properties of a Route. */
            interface $Properties {

                /** Route group */
                group?: (number|null);

                /** Route range */
                range?: (railkv.v1.KeyRange.$Properties|null);

                /** Route epoch */
                epoch?: (railkv.v1.Epoch.$Properties|null);

                /** Route replicas */
                replicas?: (railkv.v1.Replica.$Properties[]|null);

                /** Route leaderReplicaId */
                leaderReplicaId?: (number|null);

                /** Route ackQuorum */
                ackQuorum?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Route. */
            type $Shape = railkv.v1.Route.$Properties;
        }

        /**
         * Properties of a Failure.
         * @deprecated Use railkv.v1.Failure.$Properties instead.
         */
        interface IFailure extends railkv.v1.Failure.$Properties {
        }

        /** Represents a Failure. */
        class Failure {

            /**
             * Constructs a new Failure.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Failure.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Failure reason. */
            reason: string;

            /** Failure message. */
            message: string;

            /** Failure metadata. */
            metadata: { [k: string]: string };

            /** Failure retryAfterMs. */
            retryAfterMs: number;

            /** Failure routes. */
            routes: railkv.v1.Route.$Properties[];

            /**
             * Creates a new Failure instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Failure instance
             */
            static create(properties: railkv.v1.Failure.$Shape): railkv.v1.Failure & railkv.v1.Failure.$Shape;
            static create(properties?: railkv.v1.Failure.$Properties): railkv.v1.Failure;

            /**
             * Encodes the specified Failure message. Does not implicitly {@link railkv.v1.Failure.verify|verify} messages.
             * @param message Failure message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Failure.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Failure message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Failure & railkv.v1.Failure.$Shape} Failure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Failure & railkv.v1.Failure.$Shape;
        }

        namespace Failure {

            /** Properties of a Failure. */
            interface $Properties {

                /** Failure reason */
                reason?: (string|null);

                /** Failure message */
                message?: (string|null);

                /** Failure metadata */
                metadata?: ({ [k: string]: string }|null);

                /** Failure retryAfterMs */
                retryAfterMs?: (number|null);

                /** Failure routes */
                routes?: (railkv.v1.Route.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Failure. */
            type $Shape = railkv.v1.Failure.$Properties;
        }

        /** ReadLevel enum. */
        enum ReadLevel {

            /** READ_LEVEL_STALE value */
            READ_LEVEL_STALE = 0,

            /** READ_LEVEL_SESSION value */
            READ_LEVEL_SESSION = 1,

            /** READ_LEVEL_LINEARIZABLE value */
            READ_LEVEL_LINEARIZABLE = 2
        }

        /** EntryType enum. */
        enum EntryType {

            /** ENTRY_TYPE_NORMAL value */
            ENTRY_TYPE_NORMAL = 0,

            /** ENTRY_TYPE_CONF_CHANGE value */
            ENTRY_TYPE_CONF_CHANGE = 1
        }

        /**
         * Properties of an Entry.
         * @deprecated Use railkv.v1.Entry.$Properties instead.
         */
        interface IEntry extends railkv.v1.Entry.$Properties {
        }

        /** Represents an Entry. */
        class Entry {

            /**
             * Constructs a new Entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Entry term. */
            term: number;

            /** Entry index. */
            index: number;

            /** Entry type. */
            type: railkv.v1.EntryType;

            /** Entry data. */
            data: Uint8Array;

            /**
             * Creates a new Entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Entry instance
             */
            static create(properties: railkv.v1.Entry.$Shape): railkv.v1.Entry & railkv.v1.Entry.$Shape;
            static create(properties?: railkv.v1.Entry.$Properties): railkv.v1.Entry;

            /**
             * Encodes the specified Entry message. Does not implicitly {@link railkv.v1.Entry.verify|verify} messages.
             * @param message Entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Entry & railkv.v1.Entry.$Shape} Entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Entry & railkv.v1.Entry.$Shape;
        }

        namespace Entry {

            /** Properties of an Entry. */
            interface $Properties {

                /** Entry term */
                term?: (number|null);

                /** Entry index */
                index?: (number|null);

                /** Entry type */
                type?: (railkv.v1.EntryType|null);

                /** Entry data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Entry. */
            type $Shape = railkv.v1.Entry.$Properties;
        }

        /**
         * Properties of a HardState.
         * @deprecated Use railkv.v1.HardState.$Properties instead.
         */
        interface IHardState extends railkv.v1.HardState.$Properties {
        }

        /** Represents a HardState. */
        class HardState {

            /**
             * Constructs a new HardState.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.HardState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HardState term. */
            term: number;

            /** HardState vote. */
            vote: number;

            /** HardState commit. */
            commit: number;

            /**
             * Creates a new HardState instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HardState instance
             */
            static create(properties: railkv.v1.HardState.$Shape): railkv.v1.HardState & railkv.v1.HardState.$Shape;
            static create(properties?: railkv.v1.HardState.$Properties): railkv.v1.HardState;

            /**
             * Encodes the specified HardState message. Does not implicitly {@link railkv.v1.HardState.verify|verify} messages.
             * @param message HardState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.HardState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HardState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.HardState & railkv.v1.HardState.$Shape} HardState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.HardState & railkv.v1.HardState.$Shape;
        }

        namespace HardState {

            /** Properties of a HardState. */
            interface $Properties {

                /** HardState term */
                term?: (number|null);

                /** HardState vote */
                vote?: (number|null);

                /** HardState commit */
                commit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HardState. */
            type $Shape = railkv.v1.HardState.$Properties;
        }

        /**
         * Properties of a Configuration.
         * @deprecated Use railkv.v1.Configuration.$Properties instead.
         */
        interface IConfiguration extends railkv.v1.Configuration.$Properties {
        }

        /** Represents a Configuration. */
        class Configuration {

            /**
             * Constructs a new Configuration.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Configuration.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Configuration voters. */
            voters: number[];

            /** Configuration ackQuorum. */
            ackQuorum: number;

            /** Configuration votersOutgoing. */
            votersOutgoing: number[];

            /** Configuration ackQuorumOutgoing. */
            ackQuorumOutgoing: number;

            /** Configuration learners. */
            learners: number[];

            /** Configuration learnersNext. */
            learnersNext: number[];

            /** Configuration autoLeave. */
            autoLeave: boolean;

            /**
             * Creates a new Configuration instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Configuration instance
             */
            static create(properties: railkv.v1.Configuration.$Shape): railkv.v1.Configuration & railkv.v1.Configuration.$Shape;
            static create(properties?: railkv.v1.Configuration.$Properties): railkv.v1.Configuration;

            /**
             * Encodes the specified Configuration message. Does not implicitly {@link railkv.v1.Configuration.verify|verify} messages.
             * @param message Configuration message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Configuration.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Configuration message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Configuration & railkv.v1.Configuration.$Shape} Configuration
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Configuration & railkv.v1.Configuration.$Shape;
        }

        namespace Configuration {

            /** Properties of a Configuration. */
            interface $Properties {

                /** Configuration voters */
                voters?: (number[]|null);

                /** Configuration ackQuorum */
                ackQuorum?: (number|null);

                /** Configuration votersOutgoing */
                votersOutgoing?: (number[]|null);

                /** Configuration ackQuorumOutgoing */
                ackQuorumOutgoing?: (number|null);

                /** Configuration learners */
                learners?: (number[]|null);

                /** Configuration learnersNext */
                learnersNext?: (number[]|null);

                /** Configuration autoLeave */
                autoLeave?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Configuration. */
            type $Shape = railkv.v1.Configuration.$Properties;
        }

        /**
         * Properties of a SnapshotMetadata.
         * @deprecated Use railkv.v1.SnapshotMetadata.$Properties instead.
         */
        interface ISnapshotMetadata extends railkv.v1.SnapshotMetadata.$Properties {
        }

        /** Represents a SnapshotMetadata. */
        class SnapshotMetadata {

            /**
             * Constructs a new SnapshotMetadata.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SnapshotMetadata.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotMetadata index. */
            index: number;

            /** SnapshotMetadata term. */
            term: number;

            /** SnapshotMetadata configuration. */
            configuration?: (railkv.v1.Configuration.$Properties|null);

            /**
             * Creates a new SnapshotMetadata instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotMetadata instance
             */
            static create(properties: railkv.v1.SnapshotMetadata.$Shape): railkv.v1.SnapshotMetadata & railkv.v1.SnapshotMetadata.$Shape;
            static create(properties?: railkv.v1.SnapshotMetadata.$Properties): railkv.v1.SnapshotMetadata;

            /**
             * Encodes the specified SnapshotMetadata message. Does not implicitly {@link railkv.v1.SnapshotMetadata.verify|verify} messages.
             * @param message SnapshotMetadata message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SnapshotMetadata.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotMetadata message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SnapshotMetadata & railkv.v1.SnapshotMetadata.$Shape} SnapshotMetadata
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SnapshotMetadata & railkv.v1.SnapshotMetadata.$Shape;
        }

        namespace SnapshotMetadata {

            /** Properties of a SnapshotMetadata. */
            interface $Properties {

                /** SnapshotMetadata index */
                index?: (number|null);

                /** SnapshotMetadata term */
                term?: (number|null);

                /** SnapshotMetadata configuration */
                configuration?: (railkv.v1.Configuration.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotMetadata. */
            type $Shape = railkv.v1.SnapshotMetadata.$Properties;
        }

        /** ConfChangeType enum. */
        enum ConfChangeType {

            /** CONF_CHANGE_ADD_VOTER value */
            CONF_CHANGE_ADD_VOTER = 0,

            /** CONF_CHANGE_REMOVE value */
            CONF_CHANGE_REMOVE = 1,

            /** CONF_CHANGE_ADD_LEARNER value */
            CONF_CHANGE_ADD_LEARNER = 2
        }

        /**
         * Properties of a ConfChangeSingle.
         * @deprecated Use railkv.v1.ConfChangeSingle.$Properties instead.
         */
        interface IConfChangeSingle extends railkv.v1.ConfChangeSingle.$Properties {
        }

        /** Represents a ConfChangeSingle. */
        class ConfChangeSingle {

            /**
             * Constructs a new ConfChangeSingle.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ConfChangeSingle.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ConfChangeSingle type. */
            type: railkv.v1.ConfChangeType;

            /** ConfChangeSingle replicaId. */
            replicaId: number;

            /**
             * Creates a new ConfChangeSingle instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ConfChangeSingle instance
             */
            static create(properties: railkv.v1.ConfChangeSingle.$Shape): railkv.v1.ConfChangeSingle & railkv.v1.ConfChangeSingle.$Shape;
            static create(properties?: railkv.v1.ConfChangeSingle.$Properties): railkv.v1.ConfChangeSingle;

            /**
             * Encodes the specified ConfChangeSingle message. Does not implicitly {@link railkv.v1.ConfChangeSingle.verify|verify} messages.
             * @param message ConfChangeSingle message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ConfChangeSingle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ConfChangeSingle message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ConfChangeSingle & railkv.v1.ConfChangeSingle.$Shape} ConfChangeSingle
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ConfChangeSingle & railkv.v1.ConfChangeSingle.$Shape;
        }

        namespace ConfChangeSingle {

            /** Properties of a ConfChangeSingle. */
            interface $Properties {

                /** ConfChangeSingle type */
                type?: (railkv.v1.ConfChangeType|null);

                /** ConfChangeSingle replicaId */
                replicaId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ConfChangeSingle. */
            type $Shape = railkv.v1.ConfChangeSingle.$Properties;
        }

        /** ConfChangeTransition enum. */
        enum ConfChangeTransition {

            /** CONF_CHANGE_TRANSITION_AUTO value */
            CONF_CHANGE_TRANSITION_AUTO = 0,

            /** CONF_CHANGE_TRANSITION_EXPLICIT value */
            CONF_CHANGE_TRANSITION_EXPLICIT = 1,

            /** CONF_CHANGE_TRANSITION_RECOVER value */
            CONF_CHANGE_TRANSITION_RECOVER = 2
        }

        /**
         * Properties of a ConfChange.
         * @deprecated Use railkv.v1.ConfChange.$Properties instead.
         */
        interface IConfChange extends railkv.v1.ConfChange.$Properties {
        }

        /** Represents a ConfChange. */
        class ConfChange {

            /**
             * Constructs a new ConfChange.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ConfChange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ConfChange transition. */
            transition: railkv.v1.ConfChangeTransition;

            /** ConfChange changes. */
            changes: railkv.v1.ConfChangeSingle.$Properties[];

            /** ConfChange ackQuorum. */
            ackQuorum: number;

            /** ConfChange context. */
            context: Uint8Array;

            /**
             * Creates a new ConfChange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ConfChange instance
             */
            static create(properties: railkv.v1.ConfChange.$Shape): railkv.v1.ConfChange & railkv.v1.ConfChange.$Shape;
            static create(properties?: railkv.v1.ConfChange.$Properties): railkv.v1.ConfChange;

            /**
             * Encodes the specified ConfChange message. Does not implicitly {@link railkv.v1.ConfChange.verify|verify} messages.
             * @param message ConfChange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ConfChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ConfChange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ConfChange & railkv.v1.ConfChange.$Shape} ConfChange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ConfChange & railkv.v1.ConfChange.$Shape;
        }

        namespace ConfChange {

            /** Properties of a ConfChange. */
            interface $Properties {

                /** ConfChange transition */
                transition?: (railkv.v1.ConfChangeTransition|null);

                /** ConfChange changes */
                changes?: (railkv.v1.ConfChangeSingle.$Properties[]|null);

                /** ConfChange ackQuorum */
                ackQuorum?: (number|null);

                /** ConfChange context */
                context?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ConfChange. */
            type $Shape = railkv.v1.ConfChange.$Properties;
        }

        /** MessageType enum. */
        enum MessageType {

            /** MESSAGE_TYPE_UNSPECIFIED value */
            MESSAGE_TYPE_UNSPECIFIED = 0,

            /** MESSAGE_TYPE_APP value */
            MESSAGE_TYPE_APP = 1,

            /** MESSAGE_TYPE_APP_RESP value */
            MESSAGE_TYPE_APP_RESP = 2,

            /** MESSAGE_TYPE_VOTE value */
            MESSAGE_TYPE_VOTE = 3,

            /** MESSAGE_TYPE_VOTE_RESP value */
            MESSAGE_TYPE_VOTE_RESP = 4,

            /** MESSAGE_TYPE_PRE_VOTE value */
            MESSAGE_TYPE_PRE_VOTE = 5,

            /** MESSAGE_TYPE_PRE_VOTE_RESP value */
            MESSAGE_TYPE_PRE_VOTE_RESP = 6,

            /** MESSAGE_TYPE_SNAP value */
            MESSAGE_TYPE_SNAP = 7,

            /** MESSAGE_TYPE_HEARTBEAT value */
            MESSAGE_TYPE_HEARTBEAT = 8,

            /** MESSAGE_TYPE_HEARTBEAT_RESP value */
            MESSAGE_TYPE_HEARTBEAT_RESP = 9,

            /** MESSAGE_TYPE_READ_INDEX value */
            MESSAGE_TYPE_READ_INDEX = 10,

            /** MESSAGE_TYPE_READ_INDEX_RESP value */
            MESSAGE_TYPE_READ_INDEX_RESP = 11,

            /** MESSAGE_TYPE_TIMEOUT_NOW value */
            MESSAGE_TYPE_TIMEOUT_NOW = 12,

            /** MESSAGE_TYPE_TRANSFER_LEADER value */
            MESSAGE_TYPE_TRANSFER_LEADER = 13,

            /** MESSAGE_TYPE_QUIESCE value */
            MESSAGE_TYPE_QUIESCE = 14,

            /** MESSAGE_TYPE_PROP value */
            MESSAGE_TYPE_PROP = 15
        }

        /**
         * Properties of a RaftMessage.
         * @deprecated Use railkv.v1.RaftMessage.$Properties instead.
         */
        interface IRaftMessage extends railkv.v1.RaftMessage.$Properties {
        }

        /** Represents a RaftMessage. */
        class RaftMessage {

            /**
             * Constructs a new RaftMessage.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RaftMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RaftMessage type. */
            type: railkv.v1.MessageType;

            /** RaftMessage to. */
            to: number;

            /** RaftMessage from. */
            from: number;

            /** RaftMessage term. */
            term: number;

            /** RaftMessage logTerm. */
            logTerm: number;

            /** RaftMessage index. */
            index: number;

            /** RaftMessage entries. */
            entries: railkv.v1.Entry.$Properties[];

            /** RaftMessage commit. */
            commit: number;

            /** RaftMessage snapshot. */
            snapshot?: (railkv.v1.SnapshotMetadata.$Properties|null);

            /** RaftMessage reject. */
            reject: boolean;

            /** RaftMessage rejectHint. */
            rejectHint: number;

            /** RaftMessage readPosition. */
            readPosition: number;

            /** RaftMessage transfer. */
            transfer: boolean;

            /**
             * Creates a new RaftMessage instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RaftMessage instance
             */
            static create(properties: railkv.v1.RaftMessage.$Shape): railkv.v1.RaftMessage & railkv.v1.RaftMessage.$Shape;
            static create(properties?: railkv.v1.RaftMessage.$Properties): railkv.v1.RaftMessage;

            /**
             * Encodes the specified RaftMessage message. Does not implicitly {@link railkv.v1.RaftMessage.verify|verify} messages.
             * @param message RaftMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RaftMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RaftMessage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RaftMessage & railkv.v1.RaftMessage.$Shape} RaftMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RaftMessage & railkv.v1.RaftMessage.$Shape;
        }

        namespace RaftMessage {

            /** Properties of a RaftMessage. */
            interface $Properties {

                /** RaftMessage type */
                type?: (railkv.v1.MessageType|null);

                /** RaftMessage to */
                to?: (number|null);

                /** RaftMessage from */
                from?: (number|null);

                /** RaftMessage term */
                term?: (number|null);

                /** RaftMessage logTerm */
                logTerm?: (number|null);

                /** RaftMessage index */
                index?: (number|null);

                /** RaftMessage entries */
                entries?: (railkv.v1.Entry.$Properties[]|null);

                /** RaftMessage commit */
                commit?: (number|null);

                /** RaftMessage snapshot */
                snapshot?: (railkv.v1.SnapshotMetadata.$Properties|null);

                /** RaftMessage reject */
                reject?: (boolean|null);

                /** RaftMessage rejectHint */
                rejectHint?: (number|null);

                /** RaftMessage readPosition */
                readPosition?: (number|null);

                /** RaftMessage transfer */
                transfer?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RaftMessage. */
            type $Shape = railkv.v1.RaftMessage.$Properties;
        }

        /**
         * Properties of a Hello.
         * @deprecated Use railkv.v1.Hello.$Properties instead.
         */
        interface IHello extends railkv.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello clusterId. */
            clusterId: string;

            /** Hello nodeId. */
            nodeId: string;

            /** Hello incarnation. */
            incarnation: number;

            /** Hello protocolMin. */
            protocolMin: number;

            /** Hello protocolMax. */
            protocolMax: number;

            /** Hello toNodeId. */
            toNodeId: string;

            /** Hello level. */
            level: number;

            /** Hello version. */
            version: string;

            /** Hello recoveries. */
            recoveries: railkv.v1.RecoveryRecord.$Properties[];

            /** Hello life. */
            life: number;

            /** Hello pastLives. */
            pastLives: number[];

            /** Hello peerAddress. */
            peerAddress: string;

            /**
             * Creates a new Hello instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Hello instance
             */
            static create(properties: railkv.v1.Hello.$Shape): railkv.v1.Hello & railkv.v1.Hello.$Shape;
            static create(properties?: railkv.v1.Hello.$Properties): railkv.v1.Hello;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link railkv.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Hello & railkv.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Hello & railkv.v1.Hello.$Shape;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello clusterId */
                clusterId?: (string|null);

                /** Hello nodeId */
                nodeId?: (string|null);

                /** Hello incarnation */
                incarnation?: (number|null);

                /** Hello protocolMin */
                protocolMin?: (number|null);

                /** Hello protocolMax */
                protocolMax?: (number|null);

                /** Hello toNodeId */
                toNodeId?: (string|null);

                /** Hello level */
                level?: (number|null);

                /** Hello version */
                version?: (string|null);

                /** Hello recoveries */
                recoveries?: (railkv.v1.RecoveryRecord.$Properties[]|null);

                /** Hello life */
                life?: (number|null);

                /** Hello pastLives */
                pastLives?: (number[]|null);

                /** Hello peerAddress */
                peerAddress?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = railkv.v1.Hello.$Properties;
        }

        /**
         * Properties of a NodeHeartbeat.
         * @deprecated Use railkv.v1.NodeHeartbeat.$Properties instead.
         */
        interface INodeHeartbeat extends railkv.v1.NodeHeartbeat.$Properties {
        }

        /** Represents a NodeHeartbeat. */
        class NodeHeartbeat {

            /**
             * Constructs a new NodeHeartbeat.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodeHeartbeat.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodeHeartbeat incarnation. */
            incarnation: number;

            /** NodeHeartbeat wallClockMs. */
            wallClockMs: number;

            /** NodeHeartbeat sequence. */
            sequence: number;

            /** NodeHeartbeat placementRevision. */
            placementRevision: number;

            /** NodeHeartbeat damagedGroups. */
            damagedGroups: number[];

            /**
             * Creates a new NodeHeartbeat instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodeHeartbeat instance
             */
            static create(properties: railkv.v1.NodeHeartbeat.$Shape): railkv.v1.NodeHeartbeat & railkv.v1.NodeHeartbeat.$Shape;
            static create(properties?: railkv.v1.NodeHeartbeat.$Properties): railkv.v1.NodeHeartbeat;

            /**
             * Encodes the specified NodeHeartbeat message. Does not implicitly {@link railkv.v1.NodeHeartbeat.verify|verify} messages.
             * @param message NodeHeartbeat message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodeHeartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeHeartbeat message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodeHeartbeat & railkv.v1.NodeHeartbeat.$Shape} NodeHeartbeat
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodeHeartbeat & railkv.v1.NodeHeartbeat.$Shape;
        }

        namespace NodeHeartbeat {

            /** Properties of a NodeHeartbeat. */
            interface $Properties {

                /** NodeHeartbeat incarnation */
                incarnation?: (number|null);

                /** NodeHeartbeat wallClockMs */
                wallClockMs?: (number|null);

                /** NodeHeartbeat sequence */
                sequence?: (number|null);

                /** NodeHeartbeat placementRevision */
                placementRevision?: (number|null);

                /** NodeHeartbeat damagedGroups */
                damagedGroups?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeHeartbeat. */
            type $Shape = railkv.v1.NodeHeartbeat.$Properties;
        }

        /**
         * Properties of a GroupMessage.
         * @deprecated Use railkv.v1.GroupMessage.$Properties instead.
         */
        interface IGroupMessage extends railkv.v1.GroupMessage.$Properties {
        }

        /** Represents a GroupMessage. */
        class GroupMessage {

            /**
             * Constructs a new GroupMessage.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GroupMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupMessage group. */
            group: number;

            /** GroupMessage message. */
            message?: (railkv.v1.RaftMessage.$Properties|null);

            /**
             * Creates a new GroupMessage instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupMessage instance
             */
            static create(properties: railkv.v1.GroupMessage.$Shape): railkv.v1.GroupMessage & railkv.v1.GroupMessage.$Shape;
            static create(properties?: railkv.v1.GroupMessage.$Properties): railkv.v1.GroupMessage;

            /**
             * Encodes the specified GroupMessage message. Does not implicitly {@link railkv.v1.GroupMessage.verify|verify} messages.
             * @param message GroupMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GroupMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupMessage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GroupMessage & railkv.v1.GroupMessage.$Shape} GroupMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GroupMessage & railkv.v1.GroupMessage.$Shape;
        }

        namespace GroupMessage {

            /** Properties of a GroupMessage. */
            interface $Properties {

                /** GroupMessage group */
                group?: (number|null);

                /** GroupMessage message */
                message?: (railkv.v1.RaftMessage.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupMessage. */
            type $Shape = railkv.v1.GroupMessage.$Properties;
        }

        /**
         * Properties of a ReplicaName.
         * @deprecated Use railkv.v1.ReplicaName.$Properties instead.
         */
        interface IReplicaName extends railkv.v1.ReplicaName.$Properties {
        }

        /** Represents a ReplicaName. */
        class ReplicaName {

            /**
             * Constructs a new ReplicaName.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ReplicaName.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReplicaName group. */
            group: number;

            /** ReplicaName replicaId. */
            replicaId: number;

            /**
             * Creates a new ReplicaName instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReplicaName instance
             */
            static create(properties: railkv.v1.ReplicaName.$Shape): railkv.v1.ReplicaName & railkv.v1.ReplicaName.$Shape;
            static create(properties?: railkv.v1.ReplicaName.$Properties): railkv.v1.ReplicaName;

            /**
             * Encodes the specified ReplicaName message. Does not implicitly {@link railkv.v1.ReplicaName.verify|verify} messages.
             * @param message ReplicaName message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ReplicaName.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReplicaName message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ReplicaName & railkv.v1.ReplicaName.$Shape} ReplicaName
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ReplicaName & railkv.v1.ReplicaName.$Shape;
        }

        namespace ReplicaName {

            /** Properties of a ReplicaName. */
            interface $Properties {

                /** ReplicaName group */
                group?: (number|null);

                /** ReplicaName replicaId */
                replicaId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReplicaName. */
            type $Shape = railkv.v1.ReplicaName.$Properties;
        }

        /**
         * Properties of a PeerFrame.
         * @deprecated Use railkv.v1.PeerFrame.$Properties instead.
         */
        interface IPeerFrame extends railkv.v1.PeerFrame.$Properties {
        }

        /** Represents a PeerFrame. */
        class PeerFrame {

            /**
             * Constructs a new PeerFrame.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.PeerFrame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PeerFrame hello. */
            hello?: (railkv.v1.Hello.$Properties|null);

            /** PeerFrame heartbeat. */
            heartbeat?: (railkv.v1.NodeHeartbeat.$Properties|null);

            /** PeerFrame messages. */
            messages: railkv.v1.GroupMessage.$Properties[];

            /** PeerFrame digests. */
            digests: railkv.v1.DigestReport.$Properties[];

            /** PeerFrame amIMember. */
            amIMember: railkv.v1.ReplicaName.$Properties[];

            /** PeerFrame removed. */
            removed: railkv.v1.ReplicaName.$Properties[];

            /** PeerFrame reports. */
            reports: railkv.v1.GroupReport.$Properties[];

            /** PeerFrame nodeReport. */
            nodeReport?: (railkv.v1.NodeReport.$Properties|null);

            /** PeerFrame figures. */
            figures: railkv.v1.GroupFigures.$Properties[];

            /** PeerFrame orders. */
            orders: railkv.v1.StepOrder.$Properties[];

            /**
             * Creates a new PeerFrame instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PeerFrame instance
             */
            static create(properties: railkv.v1.PeerFrame.$Shape): railkv.v1.PeerFrame & railkv.v1.PeerFrame.$Shape;
            static create(properties?: railkv.v1.PeerFrame.$Properties): railkv.v1.PeerFrame;

            /**
             * Encodes the specified PeerFrame message. Does not implicitly {@link railkv.v1.PeerFrame.verify|verify} messages.
             * @param message PeerFrame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.PeerFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PeerFrame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.PeerFrame & railkv.v1.PeerFrame.$Shape} PeerFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.PeerFrame & railkv.v1.PeerFrame.$Shape;
        }

        namespace PeerFrame {

            /** Properties of a PeerFrame. */
            interface $Properties {

                /** PeerFrame hello */
                hello?: (railkv.v1.Hello.$Properties|null);

                /** PeerFrame heartbeat */
                heartbeat?: (railkv.v1.NodeHeartbeat.$Properties|null);

                /** PeerFrame messages */
                messages?: (railkv.v1.GroupMessage.$Properties[]|null);

                /** PeerFrame digests */
                digests?: (railkv.v1.DigestReport.$Properties[]|null);

                /** PeerFrame amIMember */
                amIMember?: (railkv.v1.ReplicaName.$Properties[]|null);

                /** PeerFrame removed */
                removed?: (railkv.v1.ReplicaName.$Properties[]|null);

                /** PeerFrame reports */
                reports?: (railkv.v1.GroupReport.$Properties[]|null);

                /** PeerFrame nodeReport */
                nodeReport?: (railkv.v1.NodeReport.$Properties|null);

                /** PeerFrame figures */
                figures?: (railkv.v1.GroupFigures.$Properties[]|null);

                /** PeerFrame orders */
                orders?: (railkv.v1.StepOrder.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PeerFrame. */
            type $Shape = {
              hello?: railkv.v1.Hello.$Shape|null;
              heartbeat?: railkv.v1.NodeHeartbeat.$Shape|null;
              messages?: railkv.v1.GroupMessage.$Shape[]|null;
              digests?: railkv.v1.DigestReport.$Shape[]|null;
              amIMember?: railkv.v1.ReplicaName.$Shape[]|null;
              removed?: railkv.v1.ReplicaName.$Shape[]|null;
              reports?: railkv.v1.GroupReport.$Shape[]|null;
              nodeReport?: railkv.v1.NodeReport.$Shape|null;
              figures?: railkv.v1.GroupFigures.$Shape[]|null;
              orders?: railkv.v1.StepOrder.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a DigestReport.
         * @deprecated Use railkv.v1.DigestReport.$Properties instead.
         */
        interface IDigestReport extends railkv.v1.DigestReport.$Properties {
        }

        /** Represents a DigestReport. */
        class DigestReport {

            /**
             * Constructs a new DigestReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.DigestReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DigestReport group. */
            group: number;

            /** DigestReport replicaId. */
            replicaId: number;

            /** DigestReport index. */
            index: number;

            /** DigestReport digestHigh. */
            digestHigh: number;

            /** DigestReport digestLow. */
            digestLow: number;

            /** DigestReport format. */
            format: number;

            /**
             * Creates a new DigestReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DigestReport instance
             */
            static create(properties: railkv.v1.DigestReport.$Shape): railkv.v1.DigestReport & railkv.v1.DigestReport.$Shape;
            static create(properties?: railkv.v1.DigestReport.$Properties): railkv.v1.DigestReport;

            /**
             * Encodes the specified DigestReport message. Does not implicitly {@link railkv.v1.DigestReport.verify|verify} messages.
             * @param message DigestReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.DigestReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DigestReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.DigestReport & railkv.v1.DigestReport.$Shape} DigestReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.DigestReport & railkv.v1.DigestReport.$Shape;
        }

        namespace DigestReport {

            /** Properties of a DigestReport. */
            interface $Properties {

                /** DigestReport group */
                group?: (number|null);

                /** DigestReport replicaId */
                replicaId?: (number|null);

                /** DigestReport index */
                index?: (number|null);

                /** DigestReport digestHigh */
                digestHigh?: (number|null);

                /** DigestReport digestLow */
                digestLow?: (number|null);

                /** DigestReport format */
                format?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DigestReport. */
            type $Shape = railkv.v1.DigestReport.$Properties;
        }

        /**
         * Properties of a PullSnapshotRequest.
         * @deprecated Use railkv.v1.PullSnapshotRequest.$Properties instead.
         */
        interface IPullSnapshotRequest extends railkv.v1.PullSnapshotRequest.$Properties {
        }

        /** Represents a PullSnapshotRequest. */
        class PullSnapshotRequest {

            /**
             * Constructs a new PullSnapshotRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.PullSnapshotRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PullSnapshotRequest group. */
            group: number;

            /** PullSnapshotRequest replicaId. */
            replicaId: number;

            /** PullSnapshotRequest minIndex. */
            minIndex: number;

            /**
             * Creates a new PullSnapshotRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PullSnapshotRequest instance
             */
            static create(properties: railkv.v1.PullSnapshotRequest.$Shape): railkv.v1.PullSnapshotRequest & railkv.v1.PullSnapshotRequest.$Shape;
            static create(properties?: railkv.v1.PullSnapshotRequest.$Properties): railkv.v1.PullSnapshotRequest;

            /**
             * Encodes the specified PullSnapshotRequest message. Does not implicitly {@link railkv.v1.PullSnapshotRequest.verify|verify} messages.
             * @param message PullSnapshotRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.PullSnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PullSnapshotRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.PullSnapshotRequest & railkv.v1.PullSnapshotRequest.$Shape} PullSnapshotRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.PullSnapshotRequest & railkv.v1.PullSnapshotRequest.$Shape;
        }

        namespace PullSnapshotRequest {

            /** Properties of a PullSnapshotRequest. */
            interface $Properties {

                /** PullSnapshotRequest group */
                group?: (number|null);

                /** PullSnapshotRequest replicaId */
                replicaId?: (number|null);

                /** PullSnapshotRequest minIndex */
                minIndex?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PullSnapshotRequest. */
            type $Shape = railkv.v1.PullSnapshotRequest.$Properties;
        }

        /**
         * Properties of a SnapshotChunk.
         * @deprecated Use railkv.v1.SnapshotChunk.$Properties instead.
         */
        interface ISnapshotChunk extends railkv.v1.SnapshotChunk.$Properties {
        }

        /** Represents a SnapshotChunk. */
        class SnapshotChunk {

            /**
             * Constructs a new SnapshotChunk.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SnapshotChunk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotChunk header. */
            header?: (railkv.v1.SnapshotHeader.$Properties|null);

            /** SnapshotChunk rows. */
            rows: railkv.v1.Row.$Properties[];

            /** SnapshotChunk footer. */
            footer?: (railkv.v1.SnapshotFooter.$Properties|null);

            /**
             * Creates a new SnapshotChunk instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotChunk instance
             */
            static create(properties: railkv.v1.SnapshotChunk.$Shape): railkv.v1.SnapshotChunk & railkv.v1.SnapshotChunk.$Shape;
            static create(properties?: railkv.v1.SnapshotChunk.$Properties): railkv.v1.SnapshotChunk;

            /**
             * Encodes the specified SnapshotChunk message. Does not implicitly {@link railkv.v1.SnapshotChunk.verify|verify} messages.
             * @param message SnapshotChunk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SnapshotChunk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotChunk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SnapshotChunk & railkv.v1.SnapshotChunk.$Shape} SnapshotChunk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SnapshotChunk & railkv.v1.SnapshotChunk.$Shape;
        }

        namespace SnapshotChunk {

            /** Properties of a SnapshotChunk. */
            interface $Properties {

                /** SnapshotChunk header */
                header?: (railkv.v1.SnapshotHeader.$Properties|null);

                /** SnapshotChunk rows */
                rows?: (railkv.v1.Row.$Properties[]|null);

                /** SnapshotChunk footer */
                footer?: (railkv.v1.SnapshotFooter.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotChunk. */
            type $Shape = railkv.v1.SnapshotChunk.$Properties;
        }

        /**
         * Properties of a SnapshotHeader.
         * @deprecated Use railkv.v1.SnapshotHeader.$Properties instead.
         */
        interface ISnapshotHeader extends railkv.v1.SnapshotHeader.$Properties {
        }

        /** Represents a SnapshotHeader. */
        class SnapshotHeader {

            /**
             * Constructs a new SnapshotHeader.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SnapshotHeader.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotHeader group. */
            group: number;

            /** SnapshotHeader metadata. */
            metadata?: (railkv.v1.SnapshotMetadata.$Properties|null);

            /** SnapshotHeader range. */
            range?: (railkv.v1.KeyRange.$Properties|null);

            /** SnapshotHeader epoch. */
            epoch?: (railkv.v1.Epoch.$Properties|null);

            /** SnapshotHeader format. */
            format: number;

            /** SnapshotHeader members. */
            members: railkv.v1.Replica.$Properties[];

            /** SnapshotHeader replicaCounter. */
            replicaCounter: number;

            /** SnapshotHeader recoveryEpoch. */
            recoveryEpoch: number;

            /** SnapshotHeader host. */
            host: Uint8Array;

            /** SnapshotHeader chain. */
            chain: number;

            /**
             * Creates a new SnapshotHeader instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotHeader instance
             */
            static create(properties: railkv.v1.SnapshotHeader.$Shape): railkv.v1.SnapshotHeader & railkv.v1.SnapshotHeader.$Shape;
            static create(properties?: railkv.v1.SnapshotHeader.$Properties): railkv.v1.SnapshotHeader;

            /**
             * Encodes the specified SnapshotHeader message. Does not implicitly {@link railkv.v1.SnapshotHeader.verify|verify} messages.
             * @param message SnapshotHeader message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SnapshotHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotHeader message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SnapshotHeader & railkv.v1.SnapshotHeader.$Shape} SnapshotHeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SnapshotHeader & railkv.v1.SnapshotHeader.$Shape;
        }

        namespace SnapshotHeader {

            /** Properties of a SnapshotHeader. */
            interface $Properties {

                /** SnapshotHeader group */
                group?: (number|null);

                /** SnapshotHeader metadata */
                metadata?: (railkv.v1.SnapshotMetadata.$Properties|null);

                /** SnapshotHeader range */
                range?: (railkv.v1.KeyRange.$Properties|null);

                /** SnapshotHeader epoch */
                epoch?: (railkv.v1.Epoch.$Properties|null);

                /** SnapshotHeader format */
                format?: (number|null);

                /** SnapshotHeader members */
                members?: (railkv.v1.Replica.$Properties[]|null);

                /** SnapshotHeader replicaCounter */
                replicaCounter?: (number|null);

                /** SnapshotHeader recoveryEpoch */
                recoveryEpoch?: (number|null);

                /** SnapshotHeader host */
                host?: (Uint8Array|null);

                /** SnapshotHeader chain */
                chain?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotHeader. */
            type $Shape = railkv.v1.SnapshotHeader.$Properties;
        }

        /**
         * Properties of a Row.
         * @deprecated Use railkv.v1.Row.$Properties instead.
         */
        interface IRow extends railkv.v1.Row.$Properties {
        }

        /** Represents a Row. */
        class Row {

            /**
             * Constructs a new Row.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Row.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Row key. */
            key: Uint8Array;

            /** Row value. */
            value: Uint8Array;

            /**
             * Creates a new Row instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Row instance
             */
            static create(properties: railkv.v1.Row.$Shape): railkv.v1.Row & railkv.v1.Row.$Shape;
            static create(properties?: railkv.v1.Row.$Properties): railkv.v1.Row;

            /**
             * Encodes the specified Row message. Does not implicitly {@link railkv.v1.Row.verify|verify} messages.
             * @param message Row message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Row.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Row message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Row & railkv.v1.Row.$Shape} Row
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Row & railkv.v1.Row.$Shape;
        }

        namespace Row {

            /** Properties of a Row. */
            interface $Properties {

                /** Row key */
                key?: (Uint8Array|null);

                /** Row value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Row. */
            type $Shape = railkv.v1.Row.$Properties;
        }

        /**
         * Properties of a SnapshotFooter.
         * @deprecated Use railkv.v1.SnapshotFooter.$Properties instead.
         */
        interface ISnapshotFooter extends railkv.v1.SnapshotFooter.$Properties {
        }

        /** Represents a SnapshotFooter. */
        class SnapshotFooter {

            /**
             * Constructs a new SnapshotFooter.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SnapshotFooter.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotFooter rows. */
            rows: number;

            /** SnapshotFooter bytes. */
            bytes: number;

            /** SnapshotFooter digestHigh. */
            digestHigh: number;

            /** SnapshotFooter digestLow. */
            digestLow: number;

            /** SnapshotFooter checksum. */
            checksum: number;

            /**
             * Creates a new SnapshotFooter instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotFooter instance
             */
            static create(properties: railkv.v1.SnapshotFooter.$Shape): railkv.v1.SnapshotFooter & railkv.v1.SnapshotFooter.$Shape;
            static create(properties?: railkv.v1.SnapshotFooter.$Properties): railkv.v1.SnapshotFooter;

            /**
             * Encodes the specified SnapshotFooter message. Does not implicitly {@link railkv.v1.SnapshotFooter.verify|verify} messages.
             * @param message SnapshotFooter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SnapshotFooter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotFooter message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SnapshotFooter & railkv.v1.SnapshotFooter.$Shape} SnapshotFooter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SnapshotFooter & railkv.v1.SnapshotFooter.$Shape;
        }

        namespace SnapshotFooter {

            /** Properties of a SnapshotFooter. */
            interface $Properties {

                /** SnapshotFooter rows */
                rows?: (number|null);

                /** SnapshotFooter bytes */
                bytes?: (number|null);

                /** SnapshotFooter digestHigh */
                digestHigh?: (number|null);

                /** SnapshotFooter digestLow */
                digestLow?: (number|null);

                /** SnapshotFooter checksum */
                checksum?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotFooter. */
            type $Shape = railkv.v1.SnapshotFooter.$Properties;
        }

        /**
         * Properties of a PullPlacementRequest.
         * @deprecated Use railkv.v1.PullPlacementRequest.$Properties instead.
         */
        interface IPullPlacementRequest extends railkv.v1.PullPlacementRequest.$Properties {
        }

        /** Represents a PullPlacementRequest. */
        class PullPlacementRequest {

            /**
             * Constructs a new PullPlacementRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.PullPlacementRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PullPlacementRequest nodeId. */
            nodeId: string;

            /** PullPlacementRequest sinceRevision. */
            sinceRevision: number;

            /**
             * Creates a new PullPlacementRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PullPlacementRequest instance
             */
            static create(properties: railkv.v1.PullPlacementRequest.$Shape): railkv.v1.PullPlacementRequest & railkv.v1.PullPlacementRequest.$Shape;
            static create(properties?: railkv.v1.PullPlacementRequest.$Properties): railkv.v1.PullPlacementRequest;

            /**
             * Encodes the specified PullPlacementRequest message. Does not implicitly {@link railkv.v1.PullPlacementRequest.verify|verify} messages.
             * @param message PullPlacementRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.PullPlacementRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PullPlacementRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.PullPlacementRequest & railkv.v1.PullPlacementRequest.$Shape} PullPlacementRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.PullPlacementRequest & railkv.v1.PullPlacementRequest.$Shape;
        }

        namespace PullPlacementRequest {

            /** Properties of a PullPlacementRequest. */
            interface $Properties {

                /** PullPlacementRequest nodeId */
                nodeId?: (string|null);

                /** PullPlacementRequest sinceRevision */
                sinceRevision?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PullPlacementRequest. */
            type $Shape = railkv.v1.PullPlacementRequest.$Properties;
        }

        /**
         * Properties of a PlacementDelta.
         * @deprecated Use railkv.v1.PlacementDelta.$Properties instead.
         */
        interface IPlacementDelta extends railkv.v1.PlacementDelta.$Properties {
        }

        /** Represents a PlacementDelta. */
        class PlacementDelta {

            /**
             * Constructs a new PlacementDelta.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.PlacementDelta.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlacementDelta revision. */
            revision: number;

            /** PlacementDelta groups. */
            groups: railkv.v1.GroupDescriptor.$Properties[];

            /** PlacementDelta nodes. */
            nodes: railkv.v1.NodeDescriptor.$Properties[];

            /** PlacementDelta level. */
            level: number;

            /** PlacementDelta whole. */
            whole: boolean;

            /** PlacementDelta recoveries. */
            recoveries: railkv.v1.RecoveryRecord.$Properties[];

            /**
             * Creates a new PlacementDelta instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlacementDelta instance
             */
            static create(properties: railkv.v1.PlacementDelta.$Shape): railkv.v1.PlacementDelta & railkv.v1.PlacementDelta.$Shape;
            static create(properties?: railkv.v1.PlacementDelta.$Properties): railkv.v1.PlacementDelta;

            /**
             * Encodes the specified PlacementDelta message. Does not implicitly {@link railkv.v1.PlacementDelta.verify|verify} messages.
             * @param message PlacementDelta message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.PlacementDelta.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlacementDelta message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.PlacementDelta & railkv.v1.PlacementDelta.$Shape} PlacementDelta
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.PlacementDelta & railkv.v1.PlacementDelta.$Shape;
        }

        namespace PlacementDelta {

            /** Properties of a PlacementDelta. */
            interface $Properties {

                /** PlacementDelta revision */
                revision?: (number|null);

                /** PlacementDelta groups */
                groups?: (railkv.v1.GroupDescriptor.$Properties[]|null);

                /** PlacementDelta nodes */
                nodes?: (railkv.v1.NodeDescriptor.$Properties[]|null);

                /** PlacementDelta level */
                level?: (number|null);

                /** PlacementDelta whole */
                whole?: (boolean|null);

                /** PlacementDelta recoveries */
                recoveries?: (railkv.v1.RecoveryRecord.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlacementDelta. */
            type $Shape = railkv.v1.PlacementDelta.$Properties;
        }

        /**
         * Properties of a NodeDescriptor.
         * @deprecated Use railkv.v1.NodeDescriptor.$Properties instead.
         */
        interface INodeDescriptor extends railkv.v1.NodeDescriptor.$Properties {
        }

        /** Represents a NodeDescriptor. */
        class NodeDescriptor {

            /**
             * Constructs a new NodeDescriptor.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodeDescriptor.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodeDescriptor nodeId. */
            nodeId: string;

            /** NodeDescriptor peerAddress. */
            peerAddress: string;

            /** NodeDescriptor clientAddress. */
            clientAddress: string;

            /** NodeDescriptor labels. */
            labels: { [k: string]: string };

            /** NodeDescriptor placement. */
            placement: boolean;

            /** NodeDescriptor revision. */
            revision: number;

            /** NodeDescriptor state. */
            state: railkv.v1.NodeState;

            /** NodeDescriptor health. */
            health: railkv.v1.NodeHealth;

            /** NodeDescriptor version. */
            version: string;

            /** NodeDescriptor joinId. */
            joinId: string;

            /** NodeDescriptor healthSinceMs. */
            healthSinceMs: number;

            /** NodeDescriptor stateSinceMs. */
            stateSinceMs: number;

            /** NodeDescriptor level. */
            level: number;

            /**
             * Creates a new NodeDescriptor instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodeDescriptor instance
             */
            static create(properties: railkv.v1.NodeDescriptor.$Shape): railkv.v1.NodeDescriptor & railkv.v1.NodeDescriptor.$Shape;
            static create(properties?: railkv.v1.NodeDescriptor.$Properties): railkv.v1.NodeDescriptor;

            /**
             * Encodes the specified NodeDescriptor message. Does not implicitly {@link railkv.v1.NodeDescriptor.verify|verify} messages.
             * @param message NodeDescriptor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodeDescriptor.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeDescriptor message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodeDescriptor & railkv.v1.NodeDescriptor.$Shape} NodeDescriptor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodeDescriptor & railkv.v1.NodeDescriptor.$Shape;
        }

        namespace NodeDescriptor {

            /** Properties of a NodeDescriptor. */
            interface $Properties {

                /** NodeDescriptor nodeId */
                nodeId?: (string|null);

                /** NodeDescriptor peerAddress */
                peerAddress?: (string|null);

                /** NodeDescriptor clientAddress */
                clientAddress?: (string|null);

                /** NodeDescriptor labels */
                labels?: ({ [k: string]: string }|null);

                /** NodeDescriptor placement */
                placement?: (boolean|null);

                /** NodeDescriptor revision */
                revision?: (number|null);

                /** NodeDescriptor state */
                state?: (railkv.v1.NodeState|null);

                /** NodeDescriptor health */
                health?: (railkv.v1.NodeHealth|null);

                /** NodeDescriptor version */
                version?: (string|null);

                /** NodeDescriptor joinId */
                joinId?: (string|null);

                /** NodeDescriptor healthSinceMs */
                healthSinceMs?: (number|null);

                /** NodeDescriptor stateSinceMs */
                stateSinceMs?: (number|null);

                /** NodeDescriptor level */
                level?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeDescriptor. */
            type $Shape = railkv.v1.NodeDescriptor.$Properties;
        }

        /** NodeState enum. */
        enum NodeState {

            /** NODE_STATE_ACTIVE value */
            NODE_STATE_ACTIVE = 0,

            /** NODE_STATE_DRAINING value */
            NODE_STATE_DRAINING = 1,

            /** NODE_STATE_DECOMMISSIONING value */
            NODE_STATE_DECOMMISSIONING = 2,

            /** NODE_STATE_REMOVED value */
            NODE_STATE_REMOVED = 3
        }

        /** NodeHealth enum. */
        enum NodeHealth {

            /** NODE_HEALTH_UP value */
            NODE_HEALTH_UP = 0,

            /** NODE_HEALTH_DISCONNECTED value */
            NODE_HEALTH_DISCONNECTED = 1,

            /** NODE_HEALTH_DOWN value */
            NODE_HEALTH_DOWN = 2
        }

        /**
         * Properties of a GroupDescriptor.
         * @deprecated Use railkv.v1.GroupDescriptor.$Properties instead.
         */
        interface IGroupDescriptor extends railkv.v1.GroupDescriptor.$Properties {
        }

        /** Represents a GroupDescriptor. */
        class GroupDescriptor {

            /**
             * Constructs a new GroupDescriptor.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GroupDescriptor.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupDescriptor group. */
            group: number;

            /** GroupDescriptor range. */
            range?: (railkv.v1.KeyRange.$Properties|null);

            /** GroupDescriptor epoch. */
            epoch?: (railkv.v1.Epoch.$Properties|null);

            /** GroupDescriptor replicas. */
            replicas: railkv.v1.Replica.$Properties[];

            /** GroupDescriptor ackQuorum. */
            ackQuorum: number;

            /** GroupDescriptor revision. */
            revision: number;

            /** GroupDescriptor createdAtMs. */
            createdAtMs: number;

            /** GroupDescriptor leaderReplicaId. */
            leaderReplicaId: number;

            /** GroupDescriptor leaderTerm. */
            leaderTerm: number;

            /** GroupDescriptor wantedReplicas. */
            wantedReplicas: number;

            /** GroupDescriptor placementLearners. */
            placementLearners: string[];

            /** GroupDescriptor keptAckQuorum. */
            keptAckQuorum: number;

            /** GroupDescriptor split. */
            split?: (railkv.v1.SplitReservation.$Properties|null);

            /**
             * Creates a new GroupDescriptor instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupDescriptor instance
             */
            static create(properties: railkv.v1.GroupDescriptor.$Shape): railkv.v1.GroupDescriptor & railkv.v1.GroupDescriptor.$Shape;
            static create(properties?: railkv.v1.GroupDescriptor.$Properties): railkv.v1.GroupDescriptor;

            /**
             * Encodes the specified GroupDescriptor message. Does not implicitly {@link railkv.v1.GroupDescriptor.verify|verify} messages.
             * @param message GroupDescriptor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GroupDescriptor.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupDescriptor message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GroupDescriptor & railkv.v1.GroupDescriptor.$Shape} GroupDescriptor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GroupDescriptor & railkv.v1.GroupDescriptor.$Shape;
        }

        namespace GroupDescriptor {

            /** Properties of a GroupDescriptor. */
            interface $Properties {

                /** GroupDescriptor group */
                group?: (number|null);

                /** GroupDescriptor range */
                range?: (railkv.v1.KeyRange.$Properties|null);

                /** GroupDescriptor epoch */
                epoch?: (railkv.v1.Epoch.$Properties|null);

                /** GroupDescriptor replicas */
                replicas?: (railkv.v1.Replica.$Properties[]|null);

                /** GroupDescriptor ackQuorum */
                ackQuorum?: (number|null);

                /** GroupDescriptor revision */
                revision?: (number|null);

                /** GroupDescriptor createdAtMs */
                createdAtMs?: (number|null);

                /** GroupDescriptor leaderReplicaId */
                leaderReplicaId?: (number|null);

                /** GroupDescriptor leaderTerm */
                leaderTerm?: (number|null);

                /** GroupDescriptor wantedReplicas */
                wantedReplicas?: (number|null);

                /** GroupDescriptor placementLearners */
                placementLearners?: (string[]|null);

                /** GroupDescriptor keptAckQuorum */
                keptAckQuorum?: (number|null);

                /** GroupDescriptor split */
                split?: (railkv.v1.SplitReservation.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupDescriptor. */
            type $Shape = railkv.v1.GroupDescriptor.$Properties;
        }

        /**
         * Properties of a GroupReport.
         * @deprecated Use railkv.v1.GroupReport.$Properties instead.
         */
        interface IGroupReport extends railkv.v1.GroupReport.$Properties {
        }

        /** Represents a GroupReport. */
        class GroupReport {

            /**
             * Constructs a new GroupReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GroupReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupReport group. */
            group: number;

            /** GroupReport epoch. */
            epoch?: (railkv.v1.Epoch.$Properties|null);

            /** GroupReport replicas. */
            replicas: railkv.v1.Replica.$Properties[];

            /** GroupReport ackQuorum. */
            ackQuorum: number;

            /** GroupReport leaderReplicaId. */
            leaderReplicaId: number;

            /** GroupReport leaderTerm. */
            leaderTerm: number;

            /** GroupReport preferredReplicaId. */
            preferredReplicaId: number;

            /** GroupReport wantedReplicas. */
            wantedReplicas: number;

            /** GroupReport keptAckQuorum. */
            keptAckQuorum: number;

            /** GroupReport range. */
            range?: (railkv.v1.KeyRange.$Properties|null);

            /** GroupReport born. */
            born?: (railkv.v1.SplitBirth.$Properties|null);

            /** GroupReport splitKey. */
            splitKey: Uint8Array;

            /**
             * Creates a new GroupReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupReport instance
             */
            static create(properties: railkv.v1.GroupReport.$Shape): railkv.v1.GroupReport & railkv.v1.GroupReport.$Shape;
            static create(properties?: railkv.v1.GroupReport.$Properties): railkv.v1.GroupReport;

            /**
             * Encodes the specified GroupReport message. Does not implicitly {@link railkv.v1.GroupReport.verify|verify} messages.
             * @param message GroupReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GroupReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GroupReport & railkv.v1.GroupReport.$Shape} GroupReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GroupReport & railkv.v1.GroupReport.$Shape;
        }

        namespace GroupReport {

            /** Properties of a GroupReport. */
            interface $Properties {

                /** GroupReport group */
                group?: (number|null);

                /** GroupReport epoch */
                epoch?: (railkv.v1.Epoch.$Properties|null);

                /** GroupReport replicas */
                replicas?: (railkv.v1.Replica.$Properties[]|null);

                /** GroupReport ackQuorum */
                ackQuorum?: (number|null);

                /** GroupReport leaderReplicaId */
                leaderReplicaId?: (number|null);

                /** GroupReport leaderTerm */
                leaderTerm?: (number|null);

                /** GroupReport preferredReplicaId */
                preferredReplicaId?: (number|null);

                /** GroupReport wantedReplicas */
                wantedReplicas?: (number|null);

                /** GroupReport keptAckQuorum */
                keptAckQuorum?: (number|null);

                /** GroupReport range */
                range?: (railkv.v1.KeyRange.$Properties|null);

                /** GroupReport born */
                born?: (railkv.v1.SplitBirth.$Properties|null);

                /** GroupReport splitKey */
                splitKey?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupReport. */
            type $Shape = railkv.v1.GroupReport.$Properties;
        }

        /**
         * Properties of a ReportGroups.
         * @deprecated Use railkv.v1.ReportGroups.$Properties instead.
         */
        interface IReportGroups extends railkv.v1.ReportGroups.$Properties {
        }

        /** Represents a ReportGroups. */
        class ReportGroups {

            /**
             * Constructs a new ReportGroups.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ReportGroups.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReportGroups reports. */
            reports: railkv.v1.GroupReport.$Properties[];

            /**
             * Creates a new ReportGroups instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReportGroups instance
             */
            static create(properties: railkv.v1.ReportGroups.$Shape): railkv.v1.ReportGroups & railkv.v1.ReportGroups.$Shape;
            static create(properties?: railkv.v1.ReportGroups.$Properties): railkv.v1.ReportGroups;

            /**
             * Encodes the specified ReportGroups message. Does not implicitly {@link railkv.v1.ReportGroups.verify|verify} messages.
             * @param message ReportGroups message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ReportGroups.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReportGroups message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ReportGroups & railkv.v1.ReportGroups.$Shape} ReportGroups
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ReportGroups & railkv.v1.ReportGroups.$Shape;
        }

        namespace ReportGroups {

            /** Properties of a ReportGroups. */
            interface $Properties {

                /** ReportGroups reports */
                reports?: (railkv.v1.GroupReport.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReportGroups. */
            type $Shape = railkv.v1.ReportGroups.$Properties;
        }

        /**
         * Properties of a Station.
         * @deprecated Use railkv.v1.Station.$Properties instead.
         */
        interface IStation extends railkv.v1.Station.$Properties {
        }

        /** Represents a Station. */
        class Station {

            /**
             * Constructs a new Station.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Station.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Station code. */
            code: string;

            /** Station name. */
            name: string;

            /**
             * Creates a new Station instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Station instance
             */
            static create(properties: railkv.v1.Station.$Shape): railkv.v1.Station & railkv.v1.Station.$Shape;
            static create(properties?: railkv.v1.Station.$Properties): railkv.v1.Station;

            /**
             * Encodes the specified Station message. Does not implicitly {@link railkv.v1.Station.verify|verify} messages.
             * @param message Station message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Station.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Station message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Station & railkv.v1.Station.$Shape} Station
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Station & railkv.v1.Station.$Shape;
        }

        namespace Station {

            /** Properties of a Station. */
            interface $Properties {

                /** Station code */
                code?: (string|null);

                /** Station name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Station. */
            type $Shape = railkv.v1.Station.$Properties;
        }

        /**
         * Properties of a Line.
         * @deprecated Use railkv.v1.Line.$Properties instead.
         */
        interface ILine extends railkv.v1.Line.$Properties {
        }

        /** Represents a Line. */
        class Line {

            /**
             * Constructs a new Line.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Line.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Line line. */
            line: string;

            /** Line name. */
            name: string;

            /** Line group. */
            group: number;

            /**
             * Creates a new Line instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Line instance
             */
            static create(properties: railkv.v1.Line.$Shape): railkv.v1.Line & railkv.v1.Line.$Shape;
            static create(properties?: railkv.v1.Line.$Properties): railkv.v1.Line;

            /**
             * Encodes the specified Line message. Does not implicitly {@link railkv.v1.Line.verify|verify} messages.
             * @param message Line message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Line.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Line message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Line & railkv.v1.Line.$Shape} Line
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Line & railkv.v1.Line.$Shape;
        }

        namespace Line {

            /** Properties of a Line. */
            interface $Properties {

                /** Line line */
                line?: (string|null);

                /** Line name */
                name?: (string|null);

                /** Line group */
                group?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Line. */
            type $Shape = railkv.v1.Line.$Properties;
        }

        /**
         * Properties of a LineCatalogueEntry.
         * @deprecated Use railkv.v1.LineCatalogueEntry.$Properties instead.
         */
        interface ILineCatalogueEntry extends railkv.v1.LineCatalogueEntry.$Properties {
        }

        /** Represents a LineCatalogueEntry. */
        class LineCatalogueEntry {

            /**
             * Constructs a new LineCatalogueEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.LineCatalogueEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LineCatalogueEntry line. */
            line: string;

            /** LineCatalogueEntry name. */
            name: string;

            /** LineCatalogueEntry stations. */
            stations: railkv.v1.Station.$Properties[];

            /**
             * Creates a new LineCatalogueEntry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LineCatalogueEntry instance
             */
            static create(properties: railkv.v1.LineCatalogueEntry.$Shape): railkv.v1.LineCatalogueEntry & railkv.v1.LineCatalogueEntry.$Shape;
            static create(properties?: railkv.v1.LineCatalogueEntry.$Properties): railkv.v1.LineCatalogueEntry;

            /**
             * Encodes the specified LineCatalogueEntry message. Does not implicitly {@link railkv.v1.LineCatalogueEntry.verify|verify} messages.
             * @param message LineCatalogueEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.LineCatalogueEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LineCatalogueEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.LineCatalogueEntry & railkv.v1.LineCatalogueEntry.$Shape} LineCatalogueEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.LineCatalogueEntry & railkv.v1.LineCatalogueEntry.$Shape;
        }

        namespace LineCatalogueEntry {

            /** Properties of a LineCatalogueEntry. */
            interface $Properties {

                /** LineCatalogueEntry line */
                line?: (string|null);

                /** LineCatalogueEntry name */
                name?: (string|null);

                /** LineCatalogueEntry stations */
                stations?: (railkv.v1.Station.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LineCatalogueEntry. */
            type $Shape = railkv.v1.LineCatalogueEntry.$Properties;
        }

        /**
         * Properties of a GetClusterRequest.
         * @deprecated Use railkv.v1.GetClusterRequest.$Properties instead.
         */
        interface IGetClusterRequest extends railkv.v1.GetClusterRequest.$Properties {
        }

        /** Represents a GetClusterRequest. */
        class GetClusterRequest {

            /**
             * Constructs a new GetClusterRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetClusterRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new GetClusterRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetClusterRequest instance
             */
            static create(properties: railkv.v1.GetClusterRequest.$Shape): railkv.v1.GetClusterRequest & railkv.v1.GetClusterRequest.$Shape;
            static create(properties?: railkv.v1.GetClusterRequest.$Properties): railkv.v1.GetClusterRequest;

            /**
             * Encodes the specified GetClusterRequest message. Does not implicitly {@link railkv.v1.GetClusterRequest.verify|verify} messages.
             * @param message GetClusterRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetClusterRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetClusterRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetClusterRequest & railkv.v1.GetClusterRequest.$Shape} GetClusterRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetClusterRequest & railkv.v1.GetClusterRequest.$Shape;
        }

        namespace GetClusterRequest {

            /** Properties of a GetClusterRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetClusterRequest. */
            type $Shape = railkv.v1.GetClusterRequest.$Properties;
        }

        /**
         * Properties of a GetClusterResponse.
         * @deprecated Use railkv.v1.GetClusterResponse.$Properties instead.
         */
        interface IGetClusterResponse extends railkv.v1.GetClusterResponse.$Properties {
        }

        /** Represents a GetClusterResponse. */
        class GetClusterResponse {

            /**
             * Constructs a new GetClusterResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetClusterResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetClusterResponse clusterId. */
            clusterId: string;

            /** GetClusterResponse revision. */
            revision: number;

            /** GetClusterResponse nodes. */
            nodes: railkv.v1.NodeDescriptor.$Properties[];

            /** GetClusterResponse defaultReplicas. */
            defaultReplicas: number;

            /** GetClusterResponse defaultAckQuorum. */
            defaultAckQuorum: number;

            /** GetClusterResponse answeredBy. */
            answeredBy: string;

            /** GetClusterResponse level. */
            level: number;

            /**
             * Creates a new GetClusterResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetClusterResponse instance
             */
            static create(properties: railkv.v1.GetClusterResponse.$Shape): railkv.v1.GetClusterResponse & railkv.v1.GetClusterResponse.$Shape;
            static create(properties?: railkv.v1.GetClusterResponse.$Properties): railkv.v1.GetClusterResponse;

            /**
             * Encodes the specified GetClusterResponse message. Does not implicitly {@link railkv.v1.GetClusterResponse.verify|verify} messages.
             * @param message GetClusterResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetClusterResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetClusterResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetClusterResponse & railkv.v1.GetClusterResponse.$Shape} GetClusterResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetClusterResponse & railkv.v1.GetClusterResponse.$Shape;
        }

        namespace GetClusterResponse {

            /** Properties of a GetClusterResponse. */
            interface $Properties {

                /** GetClusterResponse clusterId */
                clusterId?: (string|null);

                /** GetClusterResponse revision */
                revision?: (number|null);

                /** GetClusterResponse nodes */
                nodes?: (railkv.v1.NodeDescriptor.$Properties[]|null);

                /** GetClusterResponse defaultReplicas */
                defaultReplicas?: (number|null);

                /** GetClusterResponse defaultAckQuorum */
                defaultAckQuorum?: (number|null);

                /** GetClusterResponse answeredBy */
                answeredBy?: (string|null);

                /** GetClusterResponse level */
                level?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetClusterResponse. */
            type $Shape = railkv.v1.GetClusterResponse.$Properties;
        }

        /**
         * Properties of a GetRoutesRequest.
         * @deprecated Use railkv.v1.GetRoutesRequest.$Properties instead.
         */
        interface IGetRoutesRequest extends railkv.v1.GetRoutesRequest.$Properties {
        }

        /** Represents a GetRoutesRequest. */
        class GetRoutesRequest {

            /**
             * Constructs a new GetRoutesRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetRoutesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetRoutesRequest lines. */
            lines: string[];

            /** GetRoutesRequest keys. */
            keys: Uint8Array[];

            /** GetRoutesRequest all. */
            all: boolean;

            /** GetRoutesRequest limit. */
            limit: number;

            /** GetRoutesRequest pageStart. */
            pageStart: Uint8Array;

            /** GetRoutesRequest groups. */
            groups: number[];

            /**
             * Creates a new GetRoutesRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetRoutesRequest instance
             */
            static create(properties: railkv.v1.GetRoutesRequest.$Shape): railkv.v1.GetRoutesRequest & railkv.v1.GetRoutesRequest.$Shape;
            static create(properties?: railkv.v1.GetRoutesRequest.$Properties): railkv.v1.GetRoutesRequest;

            /**
             * Encodes the specified GetRoutesRequest message. Does not implicitly {@link railkv.v1.GetRoutesRequest.verify|verify} messages.
             * @param message GetRoutesRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetRoutesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetRoutesRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetRoutesRequest & railkv.v1.GetRoutesRequest.$Shape} GetRoutesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetRoutesRequest & railkv.v1.GetRoutesRequest.$Shape;
        }

        namespace GetRoutesRequest {

            /** Properties of a GetRoutesRequest. */
            interface $Properties {

                /** GetRoutesRequest lines */
                lines?: (string[]|null);

                /** GetRoutesRequest keys */
                keys?: (Uint8Array[]|null);

                /** GetRoutesRequest all */
                all?: (boolean|null);

                /** GetRoutesRequest limit */
                limit?: (number|null);

                /** GetRoutesRequest pageStart */
                pageStart?: (Uint8Array|null);

                /** GetRoutesRequest groups */
                groups?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetRoutesRequest. */
            type $Shape = railkv.v1.GetRoutesRequest.$Properties;
        }

        /**
         * Properties of a GetRoutesResponse.
         * @deprecated Use railkv.v1.GetRoutesResponse.$Properties instead.
         */
        interface IGetRoutesResponse extends railkv.v1.GetRoutesResponse.$Properties {
        }

        /** Represents a GetRoutesResponse. */
        class GetRoutesResponse {

            /**
             * Constructs a new GetRoutesResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetRoutesResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetRoutesResponse revision. */
            revision: number;

            /** GetRoutesResponse routes. */
            routes: railkv.v1.Route.$Properties[];

            /** GetRoutesResponse next. */
            next: Uint8Array;

            /**
             * Creates a new GetRoutesResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetRoutesResponse instance
             */
            static create(properties: railkv.v1.GetRoutesResponse.$Shape): railkv.v1.GetRoutesResponse & railkv.v1.GetRoutesResponse.$Shape;
            static create(properties?: railkv.v1.GetRoutesResponse.$Properties): railkv.v1.GetRoutesResponse;

            /**
             * Encodes the specified GetRoutesResponse message. Does not implicitly {@link railkv.v1.GetRoutesResponse.verify|verify} messages.
             * @param message GetRoutesResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetRoutesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetRoutesResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetRoutesResponse & railkv.v1.GetRoutesResponse.$Shape} GetRoutesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetRoutesResponse & railkv.v1.GetRoutesResponse.$Shape;
        }

        namespace GetRoutesResponse {

            /** Properties of a GetRoutesResponse. */
            interface $Properties {

                /** GetRoutesResponse revision */
                revision?: (number|null);

                /** GetRoutesResponse routes */
                routes?: (railkv.v1.Route.$Properties[]|null);

                /** GetRoutesResponse next */
                next?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetRoutesResponse. */
            type $Shape = railkv.v1.GetRoutesResponse.$Properties;
        }

        /**
         * Properties of a RegisterLinesRequest.
         * @deprecated Use railkv.v1.RegisterLinesRequest.$Properties instead.
         */
        interface IRegisterLinesRequest extends railkv.v1.RegisterLinesRequest.$Properties {
        }

        /** Represents a RegisterLinesRequest. */
        class RegisterLinesRequest {

            /**
             * Constructs a new RegisterLinesRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RegisterLinesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RegisterLinesRequest lines. */
            lines: railkv.v1.LineCatalogueEntry.$Properties[];

            /**
             * Creates a new RegisterLinesRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RegisterLinesRequest instance
             */
            static create(properties: railkv.v1.RegisterLinesRequest.$Shape): railkv.v1.RegisterLinesRequest & railkv.v1.RegisterLinesRequest.$Shape;
            static create(properties?: railkv.v1.RegisterLinesRequest.$Properties): railkv.v1.RegisterLinesRequest;

            /**
             * Encodes the specified RegisterLinesRequest message. Does not implicitly {@link railkv.v1.RegisterLinesRequest.verify|verify} messages.
             * @param message RegisterLinesRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RegisterLinesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RegisterLinesRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RegisterLinesRequest & railkv.v1.RegisterLinesRequest.$Shape} RegisterLinesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RegisterLinesRequest & railkv.v1.RegisterLinesRequest.$Shape;
        }

        namespace RegisterLinesRequest {

            /** Properties of a RegisterLinesRequest. */
            interface $Properties {

                /** RegisterLinesRequest lines */
                lines?: (railkv.v1.LineCatalogueEntry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RegisterLinesRequest. */
            type $Shape = railkv.v1.RegisterLinesRequest.$Properties;
        }

        /**
         * Properties of a RegisterLinesResponse.
         * @deprecated Use railkv.v1.RegisterLinesResponse.$Properties instead.
         */
        interface IRegisterLinesResponse extends railkv.v1.RegisterLinesResponse.$Properties {
        }

        /** Represents a RegisterLinesResponse. */
        class RegisterLinesResponse {

            /**
             * Constructs a new RegisterLinesResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RegisterLinesResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RegisterLinesResponse lines. */
            lines: railkv.v1.Line.$Properties[];

            /** RegisterLinesResponse revision. */
            revision: number;

            /** RegisterLinesResponse created. */
            created: number;

            /**
             * Creates a new RegisterLinesResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RegisterLinesResponse instance
             */
            static create(properties: railkv.v1.RegisterLinesResponse.$Shape): railkv.v1.RegisterLinesResponse & railkv.v1.RegisterLinesResponse.$Shape;
            static create(properties?: railkv.v1.RegisterLinesResponse.$Properties): railkv.v1.RegisterLinesResponse;

            /**
             * Encodes the specified RegisterLinesResponse message. Does not implicitly {@link railkv.v1.RegisterLinesResponse.verify|verify} messages.
             * @param message RegisterLinesResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RegisterLinesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RegisterLinesResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RegisterLinesResponse & railkv.v1.RegisterLinesResponse.$Shape} RegisterLinesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RegisterLinesResponse & railkv.v1.RegisterLinesResponse.$Shape;
        }

        namespace RegisterLinesResponse {

            /** Properties of a RegisterLinesResponse. */
            interface $Properties {

                /** RegisterLinesResponse lines */
                lines?: (railkv.v1.Line.$Properties[]|null);

                /** RegisterLinesResponse revision */
                revision?: (number|null);

                /** RegisterLinesResponse created */
                created?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RegisterLinesResponse. */
            type $Shape = railkv.v1.RegisterLinesResponse.$Properties;
        }

        /**
         * Properties of a FindStationsRequest.
         * @deprecated Use railkv.v1.FindStationsRequest.$Properties instead.
         */
        interface IFindStationsRequest extends railkv.v1.FindStationsRequest.$Properties {
        }

        /** Represents a FindStationsRequest. */
        class FindStationsRequest {

            /**
             * Constructs a new FindStationsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.FindStationsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FindStationsRequest stations. */
            stations: string[];

            /** FindStationsRequest level. */
            level: railkv.v1.ReadLevel;

            /**
             * Creates a new FindStationsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FindStationsRequest instance
             */
            static create(properties: railkv.v1.FindStationsRequest.$Shape): railkv.v1.FindStationsRequest & railkv.v1.FindStationsRequest.$Shape;
            static create(properties?: railkv.v1.FindStationsRequest.$Properties): railkv.v1.FindStationsRequest;

            /**
             * Encodes the specified FindStationsRequest message. Does not implicitly {@link railkv.v1.FindStationsRequest.verify|verify} messages.
             * @param message FindStationsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.FindStationsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FindStationsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.FindStationsRequest & railkv.v1.FindStationsRequest.$Shape} FindStationsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.FindStationsRequest & railkv.v1.FindStationsRequest.$Shape;
        }

        namespace FindStationsRequest {

            /** Properties of a FindStationsRequest. */
            interface $Properties {

                /** FindStationsRequest stations */
                stations?: (string[]|null);

                /** FindStationsRequest level */
                level?: (railkv.v1.ReadLevel|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FindStationsRequest. */
            type $Shape = railkv.v1.FindStationsRequest.$Properties;
        }

        /**
         * Properties of a StationLines.
         * @deprecated Use railkv.v1.StationLines.$Properties instead.
         */
        interface IStationLines extends railkv.v1.StationLines.$Properties {
        }

        /** Represents a StationLines. */
        class StationLines {

            /**
             * Constructs a new StationLines.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StationLines.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StationLines station. */
            station?: (railkv.v1.Station.$Properties|null);

            /** StationLines lines. */
            lines: string[];

            /** StationLines asked. */
            asked: string;

            /** StationLines near. */
            near: railkv.v1.Station.$Properties[];

            /**
             * Creates a new StationLines instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StationLines instance
             */
            static create(properties: railkv.v1.StationLines.$Shape): railkv.v1.StationLines & railkv.v1.StationLines.$Shape;
            static create(properties?: railkv.v1.StationLines.$Properties): railkv.v1.StationLines;

            /**
             * Encodes the specified StationLines message. Does not implicitly {@link railkv.v1.StationLines.verify|verify} messages.
             * @param message StationLines message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StationLines.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StationLines message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StationLines & railkv.v1.StationLines.$Shape} StationLines
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StationLines & railkv.v1.StationLines.$Shape;
        }

        namespace StationLines {

            /** Properties of a StationLines. */
            interface $Properties {

                /** StationLines station */
                station?: (railkv.v1.Station.$Properties|null);

                /** StationLines lines */
                lines?: (string[]|null);

                /** StationLines asked */
                asked?: (string|null);

                /** StationLines near */
                near?: (railkv.v1.Station.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StationLines. */
            type $Shape = railkv.v1.StationLines.$Properties;
        }

        /**
         * Properties of a FindStationsResponse.
         * @deprecated Use railkv.v1.FindStationsResponse.$Properties instead.
         */
        interface IFindStationsResponse extends railkv.v1.FindStationsResponse.$Properties {
        }

        /** Represents a FindStationsResponse. */
        class FindStationsResponse {

            /**
             * Constructs a new FindStationsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.FindStationsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FindStationsResponse revision. */
            revision: number;

            /** FindStationsResponse stations. */
            stations: railkv.v1.StationLines.$Properties[];

            /**
             * Creates a new FindStationsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FindStationsResponse instance
             */
            static create(properties: railkv.v1.FindStationsResponse.$Shape): railkv.v1.FindStationsResponse & railkv.v1.FindStationsResponse.$Shape;
            static create(properties?: railkv.v1.FindStationsResponse.$Properties): railkv.v1.FindStationsResponse;

            /**
             * Encodes the specified FindStationsResponse message. Does not implicitly {@link railkv.v1.FindStationsResponse.verify|verify} messages.
             * @param message FindStationsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.FindStationsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FindStationsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.FindStationsResponse & railkv.v1.FindStationsResponse.$Shape} FindStationsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.FindStationsResponse & railkv.v1.FindStationsResponse.$Shape;
        }

        namespace FindStationsResponse {

            /** Properties of a FindStationsResponse. */
            interface $Properties {

                /** FindStationsResponse revision */
                revision?: (number|null);

                /** FindStationsResponse stations */
                stations?: (railkv.v1.StationLines.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FindStationsResponse. */
            type $Shape = railkv.v1.FindStationsResponse.$Properties;
        }

        /**
         * Properties of a ListLinesRequest.
         * @deprecated Use railkv.v1.ListLinesRequest.$Properties instead.
         */
        interface IListLinesRequest extends railkv.v1.ListLinesRequest.$Properties {
        }

        /** Represents a ListLinesRequest. */
        class ListLinesRequest {

            /**
             * Constructs a new ListLinesRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ListLinesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new ListLinesRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListLinesRequest instance
             */
            static create(properties: railkv.v1.ListLinesRequest.$Shape): railkv.v1.ListLinesRequest & railkv.v1.ListLinesRequest.$Shape;
            static create(properties?: railkv.v1.ListLinesRequest.$Properties): railkv.v1.ListLinesRequest;

            /**
             * Encodes the specified ListLinesRequest message. Does not implicitly {@link railkv.v1.ListLinesRequest.verify|verify} messages.
             * @param message ListLinesRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ListLinesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListLinesRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ListLinesRequest & railkv.v1.ListLinesRequest.$Shape} ListLinesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ListLinesRequest & railkv.v1.ListLinesRequest.$Shape;
        }

        namespace ListLinesRequest {

            /** Properties of a ListLinesRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListLinesRequest. */
            type $Shape = railkv.v1.ListLinesRequest.$Properties;
        }

        /**
         * Properties of a ListLinesResponse.
         * @deprecated Use railkv.v1.ListLinesResponse.$Properties instead.
         */
        interface IListLinesResponse extends railkv.v1.ListLinesResponse.$Properties {
        }

        /** Represents a ListLinesResponse. */
        class ListLinesResponse {

            /**
             * Constructs a new ListLinesResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ListLinesResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListLinesResponse revision. */
            revision: number;

            /** ListLinesResponse lines. */
            lines: railkv.v1.Line.$Properties[];

            /**
             * Creates a new ListLinesResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListLinesResponse instance
             */
            static create(properties: railkv.v1.ListLinesResponse.$Shape): railkv.v1.ListLinesResponse & railkv.v1.ListLinesResponse.$Shape;
            static create(properties?: railkv.v1.ListLinesResponse.$Properties): railkv.v1.ListLinesResponse;

            /**
             * Encodes the specified ListLinesResponse message. Does not implicitly {@link railkv.v1.ListLinesResponse.verify|verify} messages.
             * @param message ListLinesResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ListLinesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListLinesResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ListLinesResponse & railkv.v1.ListLinesResponse.$Shape} ListLinesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ListLinesResponse & railkv.v1.ListLinesResponse.$Shape;
        }

        namespace ListLinesResponse {

            /** Properties of a ListLinesResponse. */
            interface $Properties {

                /** ListLinesResponse revision */
                revision?: (number|null);

                /** ListLinesResponse lines */
                lines?: (railkv.v1.Line.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListLinesResponse. */
            type $Shape = railkv.v1.ListLinesResponse.$Properties;
        }

        /**
         * Properties of a PlacementCommand.
         * @deprecated Use railkv.v1.PlacementCommand.$Properties instead.
         */
        interface IPlacementCommand extends railkv.v1.PlacementCommand.$Properties {
        }

        /** Represents a PlacementCommand. */
        class PlacementCommand {

            /**
             * Constructs a new PlacementCommand.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.PlacementCommand.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlacementCommand bootstrap. */
            bootstrap?: (railkv.v1.BootstrapCluster.$Properties|null);

            /** PlacementCommand registerLines. */
            registerLines?: (railkv.v1.RegisterLinesRequest.$Properties|null);

            /** PlacementCommand reportGroups. */
            reportGroups?: (railkv.v1.ReportGroups.$Properties|null);

            /** PlacementCommand joinNode. */
            joinNode?: (railkv.v1.JoinNode.$Properties|null);

            /** PlacementCommand setNodeLabels. */
            setNodeLabels?: (railkv.v1.SetNodeLabelsRequest.$Properties|null);

            /** PlacementCommand setNodeState. */
            setNodeState?: (railkv.v1.SetNodeState.$Properties|null);

            /** PlacementCommand removeNode. */
            removeNode?: (railkv.v1.RemoveNode.$Properties|null);

            /** PlacementCommand markNodes. */
            markNodes?: (railkv.v1.MarkNodes.$Properties|null);

            /** PlacementCommand setSettings. */
            setSettings?: (railkv.v1.SetSettingsRequest.$Properties|null);

            /** PlacementCommand startOperators. */
            startOperators?: (railkv.v1.StartOperators.$Properties|null);

            /** PlacementCommand updateOperators. */
            updateOperators?: (railkv.v1.UpdateOperators.$Properties|null);

            /** PlacementCommand endOperators. */
            endOperators?: (railkv.v1.EndOperators.$Properties|null);

            /** PlacementCommand raiseLevel. */
            raiseLevel?: (railkv.v1.RaiseLevel.$Properties|null);

            /** PlacementCommand noteRecoveries. */
            noteRecoveries?: (railkv.v1.NoteRecoveries.$Properties|null);

            /** PlacementCommand body. */
            body?: ("bootstrap"|"registerLines"|"reportGroups"|"joinNode"|"setNodeLabels"|"setNodeState"|"removeNode"|"markNodes"|"setSettings"|"startOperators"|"updateOperators"|"endOperators"|"raiseLevel"|"noteRecoveries");

            /**
             * Creates a new PlacementCommand instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlacementCommand instance
             */
            static create(properties: railkv.v1.PlacementCommand.$Shape): railkv.v1.PlacementCommand & railkv.v1.PlacementCommand.$Shape;
            static create(properties?: railkv.v1.PlacementCommand.$Properties): railkv.v1.PlacementCommand;

            /**
             * Encodes the specified PlacementCommand message. Does not implicitly {@link railkv.v1.PlacementCommand.verify|verify} messages.
             * @param message PlacementCommand message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.PlacementCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlacementCommand message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.PlacementCommand & railkv.v1.PlacementCommand.$Shape} PlacementCommand
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.PlacementCommand & railkv.v1.PlacementCommand.$Shape;
        }

        namespace PlacementCommand {

            /** Properties of a PlacementCommand. */
            interface $Properties {

                /** PlacementCommand bootstrap */
                bootstrap?: (railkv.v1.BootstrapCluster.$Properties|null);

                /** PlacementCommand registerLines */
                registerLines?: (railkv.v1.RegisterLinesRequest.$Properties|null);

                /** PlacementCommand reportGroups */
                reportGroups?: (railkv.v1.ReportGroups.$Properties|null);

                /** PlacementCommand joinNode */
                joinNode?: (railkv.v1.JoinNode.$Properties|null);

                /** PlacementCommand setNodeLabels */
                setNodeLabels?: (railkv.v1.SetNodeLabelsRequest.$Properties|null);

                /** PlacementCommand setNodeState */
                setNodeState?: (railkv.v1.SetNodeState.$Properties|null);

                /** PlacementCommand removeNode */
                removeNode?: (railkv.v1.RemoveNode.$Properties|null);

                /** PlacementCommand markNodes */
                markNodes?: (railkv.v1.MarkNodes.$Properties|null);

                /** PlacementCommand setSettings */
                setSettings?: (railkv.v1.SetSettingsRequest.$Properties|null);

                /** PlacementCommand startOperators */
                startOperators?: (railkv.v1.StartOperators.$Properties|null);

                /** PlacementCommand updateOperators */
                updateOperators?: (railkv.v1.UpdateOperators.$Properties|null);

                /** PlacementCommand endOperators */
                endOperators?: (railkv.v1.EndOperators.$Properties|null);

                /** PlacementCommand raiseLevel */
                raiseLevel?: (railkv.v1.RaiseLevel.$Properties|null);

                /** PlacementCommand noteRecoveries */
                noteRecoveries?: (railkv.v1.NoteRecoveries.$Properties|null);

                /** PlacementCommand body */
                body?: ("bootstrap"|"registerLines"|"reportGroups"|"joinNode"|"setNodeLabels"|"setNodeState"|"removeNode"|"markNodes"|"setSettings"|"startOperators"|"updateOperators"|"endOperators"|"raiseLevel"|"noteRecoveries");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a PlacementCommand. */
            type $Shape = {
              bootstrap?: railkv.v1.BootstrapCluster.$Shape|null;
              registerLines?: railkv.v1.RegisterLinesRequest.$Shape|null;
              reportGroups?: railkv.v1.ReportGroups.$Shape|null;
              joinNode?: railkv.v1.JoinNode.$Shape|null;
              setNodeLabels?: railkv.v1.SetNodeLabelsRequest.$Shape|null;
              setNodeState?: railkv.v1.SetNodeState.$Shape|null;
              removeNode?: railkv.v1.RemoveNode.$Shape|null;
              markNodes?: railkv.v1.MarkNodes.$Shape|null;
              setSettings?: railkv.v1.SetSettingsRequest.$Shape|null;
              startOperators?: railkv.v1.StartOperators.$Shape|null;
              updateOperators?: railkv.v1.UpdateOperators.$Shape|null;
              endOperators?: railkv.v1.EndOperators.$Shape|null;
              raiseLevel?: railkv.v1.RaiseLevel.$Shape|null;
              noteRecoveries?: railkv.v1.NoteRecoveries.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "bootstrap"; bootstrap: railkv.v1.BootstrapCluster.$Shape; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "registerLines"; bootstrap?: null; registerLines: railkv.v1.RegisterLinesRequest.$Shape; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "reportGroups"; bootstrap?: null; registerLines?: null; reportGroups: railkv.v1.ReportGroups.$Shape; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "joinNode"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode: railkv.v1.JoinNode.$Shape; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "setNodeLabels"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels: railkv.v1.SetNodeLabelsRequest.$Shape; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "setNodeState"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState: railkv.v1.SetNodeState.$Shape; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "removeNode"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode: railkv.v1.RemoveNode.$Shape; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "markNodes"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes: railkv.v1.MarkNodes.$Shape; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "setSettings"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings: railkv.v1.SetSettingsRequest.$Shape; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "startOperators"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators: railkv.v1.StartOperators.$Shape; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "updateOperators"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators: railkv.v1.UpdateOperators.$Shape; endOperators?: null; raiseLevel?: null; noteRecoveries?: null }|{ body?: "endOperators"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators: railkv.v1.EndOperators.$Shape; raiseLevel?: null; noteRecoveries?: null }|{ body?: "raiseLevel"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel: railkv.v1.RaiseLevel.$Shape; noteRecoveries?: null }|{ body?: "noteRecoveries"; bootstrap?: null; registerLines?: null; reportGroups?: null; joinNode?: null; setNodeLabels?: null; setNodeState?: null; removeNode?: null; markNodes?: null; setSettings?: null; startOperators?: null; updateOperators?: null; endOperators?: null; raiseLevel?: null; noteRecoveries: railkv.v1.NoteRecoveries.$Shape })
            );
        }

        /**
         * Properties of a JoinNode.
         * @deprecated Use railkv.v1.JoinNode.$Properties instead.
         */
        interface IJoinNode extends railkv.v1.JoinNode.$Properties {
        }

        /** Represents a JoinNode. */
        class JoinNode {

            /**
             * Constructs a new JoinNode.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.JoinNode.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JoinNode clusterId. */
            clusterId: string;

            /** JoinNode node. */
            node?: (railkv.v1.NodeDescriptor.$Properties|null);

            /**
             * Creates a new JoinNode instance using the specified properties.
             * @param [properties] Properties to set
             * @returns JoinNode instance
             */
            static create(properties: railkv.v1.JoinNode.$Shape): railkv.v1.JoinNode & railkv.v1.JoinNode.$Shape;
            static create(properties?: railkv.v1.JoinNode.$Properties): railkv.v1.JoinNode;

            /**
             * Encodes the specified JoinNode message. Does not implicitly {@link railkv.v1.JoinNode.verify|verify} messages.
             * @param message JoinNode message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.JoinNode.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JoinNode message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.JoinNode & railkv.v1.JoinNode.$Shape} JoinNode
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.JoinNode & railkv.v1.JoinNode.$Shape;
        }

        namespace JoinNode {

            /** Properties of a JoinNode. */
            interface $Properties {

                /** JoinNode clusterId */
                clusterId?: (string|null);

                /** JoinNode node */
                node?: (railkv.v1.NodeDescriptor.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JoinNode. */
            type $Shape = railkv.v1.JoinNode.$Properties;
        }

        /**
         * Properties of a RecoveryRecord.
         * @deprecated Use railkv.v1.RecoveryRecord.$Properties instead.
         */
        interface IRecoveryRecord extends railkv.v1.RecoveryRecord.$Properties {
        }

        /** Represents a RecoveryRecord. */
        class RecoveryRecord {

            /**
             * Constructs a new RecoveryRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RecoveryRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RecoveryRecord recoveryEpoch. */
            recoveryEpoch: number;

            /** RecoveryRecord recoveryId. */
            recoveryId: string;

            /** RecoveryRecord lostNodes. */
            lostNodes: string[];

            /**
             * Creates a new RecoveryRecord instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RecoveryRecord instance
             */
            static create(properties: railkv.v1.RecoveryRecord.$Shape): railkv.v1.RecoveryRecord & railkv.v1.RecoveryRecord.$Shape;
            static create(properties?: railkv.v1.RecoveryRecord.$Properties): railkv.v1.RecoveryRecord;

            /**
             * Encodes the specified RecoveryRecord message. Does not implicitly {@link railkv.v1.RecoveryRecord.verify|verify} messages.
             * @param message RecoveryRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RecoveryRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RecoveryRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RecoveryRecord & railkv.v1.RecoveryRecord.$Shape} RecoveryRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RecoveryRecord & railkv.v1.RecoveryRecord.$Shape;
        }

        namespace RecoveryRecord {

            /** Properties of a RecoveryRecord. */
            interface $Properties {

                /** RecoveryRecord recoveryEpoch */
                recoveryEpoch?: (number|null);

                /** RecoveryRecord recoveryId */
                recoveryId?: (string|null);

                /** RecoveryRecord lostNodes */
                lostNodes?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RecoveryRecord. */
            type $Shape = railkv.v1.RecoveryRecord.$Properties;
        }

        /**
         * Properties of a NoteRecoveries.
         * @deprecated Use railkv.v1.NoteRecoveries.$Properties instead.
         */
        interface INoteRecoveries extends railkv.v1.NoteRecoveries.$Properties {
        }

        /** Represents a NoteRecoveries. */
        class NoteRecoveries {

            /**
             * Constructs a new NoteRecoveries.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NoteRecoveries.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NoteRecoveries recoveries. */
            recoveries: railkv.v1.RecoveryRecord.$Properties[];

            /** NoteRecoveries allHeard. */
            allHeard: boolean;

            /**
             * Creates a new NoteRecoveries instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NoteRecoveries instance
             */
            static create(properties: railkv.v1.NoteRecoveries.$Shape): railkv.v1.NoteRecoveries & railkv.v1.NoteRecoveries.$Shape;
            static create(properties?: railkv.v1.NoteRecoveries.$Properties): railkv.v1.NoteRecoveries;

            /**
             * Encodes the specified NoteRecoveries message. Does not implicitly {@link railkv.v1.NoteRecoveries.verify|verify} messages.
             * @param message NoteRecoveries message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NoteRecoveries.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NoteRecoveries message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NoteRecoveries & railkv.v1.NoteRecoveries.$Shape} NoteRecoveries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NoteRecoveries & railkv.v1.NoteRecoveries.$Shape;
        }

        namespace NoteRecoveries {

            /** Properties of a NoteRecoveries. */
            interface $Properties {

                /** NoteRecoveries recoveries */
                recoveries?: (railkv.v1.RecoveryRecord.$Properties[]|null);

                /** NoteRecoveries allHeard */
                allHeard?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NoteRecoveries. */
            type $Shape = railkv.v1.NoteRecoveries.$Properties;
        }

        /**
         * Properties of a SetNodeState.
         * @deprecated Use railkv.v1.SetNodeState.$Properties instead.
         */
        interface ISetNodeState extends railkv.v1.SetNodeState.$Properties {
        }

        /** Represents a SetNodeState. */
        class SetNodeState {

            /**
             * Constructs a new SetNodeState.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SetNodeState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetNodeState nodeId. */
            nodeId: string;

            /** SetNodeState state. */
            state: railkv.v1.NodeState;

            /** SetNodeState reason. */
            reason: string;

            /** SetNodeState from. */
            from: railkv.v1.NodeState[];

            /** SetNodeState lost. */
            lost: boolean;

            /**
             * Creates a new SetNodeState instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetNodeState instance
             */
            static create(properties: railkv.v1.SetNodeState.$Shape): railkv.v1.SetNodeState & railkv.v1.SetNodeState.$Shape;
            static create(properties?: railkv.v1.SetNodeState.$Properties): railkv.v1.SetNodeState;

            /**
             * Encodes the specified SetNodeState message. Does not implicitly {@link railkv.v1.SetNodeState.verify|verify} messages.
             * @param message SetNodeState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SetNodeState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetNodeState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SetNodeState & railkv.v1.SetNodeState.$Shape} SetNodeState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SetNodeState & railkv.v1.SetNodeState.$Shape;
        }

        namespace SetNodeState {

            /** Properties of a SetNodeState. */
            interface $Properties {

                /** SetNodeState nodeId */
                nodeId?: (string|null);

                /** SetNodeState state */
                state?: (railkv.v1.NodeState|null);

                /** SetNodeState reason */
                reason?: (string|null);

                /** SetNodeState from */
                from?: (railkv.v1.NodeState[]|null);

                /** SetNodeState lost */
                lost?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetNodeState. */
            type $Shape = railkv.v1.SetNodeState.$Properties;
        }

        /**
         * Properties of a NodeLevel.
         * @deprecated Use railkv.v1.NodeLevel.$Properties instead.
         */
        interface INodeLevel extends railkv.v1.NodeLevel.$Properties {
        }

        /** Represents a NodeLevel. */
        class NodeLevel {

            /**
             * Constructs a new NodeLevel.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodeLevel.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodeLevel nodeId. */
            nodeId: string;

            /** NodeLevel level. */
            level: number;

            /** NodeLevel version. */
            version: string;

            /**
             * Creates a new NodeLevel instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodeLevel instance
             */
            static create(properties: railkv.v1.NodeLevel.$Shape): railkv.v1.NodeLevel & railkv.v1.NodeLevel.$Shape;
            static create(properties?: railkv.v1.NodeLevel.$Properties): railkv.v1.NodeLevel;

            /**
             * Encodes the specified NodeLevel message. Does not implicitly {@link railkv.v1.NodeLevel.verify|verify} messages.
             * @param message NodeLevel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodeLevel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeLevel message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodeLevel & railkv.v1.NodeLevel.$Shape} NodeLevel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodeLevel & railkv.v1.NodeLevel.$Shape;
        }

        namespace NodeLevel {

            /** Properties of a NodeLevel. */
            interface $Properties {

                /** NodeLevel nodeId */
                nodeId?: (string|null);

                /** NodeLevel level */
                level?: (number|null);

                /** NodeLevel version */
                version?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeLevel. */
            type $Shape = railkv.v1.NodeLevel.$Properties;
        }

        /**
         * Properties of a RaiseLevel.
         * @deprecated Use railkv.v1.RaiseLevel.$Properties instead.
         */
        interface IRaiseLevel extends railkv.v1.RaiseLevel.$Properties {
        }

        /** Represents a RaiseLevel. */
        class RaiseLevel {

            /**
             * Constructs a new RaiseLevel.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RaiseLevel.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RaiseLevel level. */
            level: number;

            /** RaiseLevel nodes. */
            nodes: railkv.v1.NodeLevel.$Properties[];

            /**
             * Creates a new RaiseLevel instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RaiseLevel instance
             */
            static create(properties: railkv.v1.RaiseLevel.$Shape): railkv.v1.RaiseLevel & railkv.v1.RaiseLevel.$Shape;
            static create(properties?: railkv.v1.RaiseLevel.$Properties): railkv.v1.RaiseLevel;

            /**
             * Encodes the specified RaiseLevel message. Does not implicitly {@link railkv.v1.RaiseLevel.verify|verify} messages.
             * @param message RaiseLevel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RaiseLevel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RaiseLevel message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RaiseLevel & railkv.v1.RaiseLevel.$Shape} RaiseLevel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RaiseLevel & railkv.v1.RaiseLevel.$Shape;
        }

        namespace RaiseLevel {

            /** Properties of a RaiseLevel. */
            interface $Properties {

                /** RaiseLevel level */
                level?: (number|null);

                /** RaiseLevel nodes */
                nodes?: (railkv.v1.NodeLevel.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RaiseLevel. */
            type $Shape = railkv.v1.RaiseLevel.$Properties;
        }

        /**
         * Properties of a RemoveNode.
         * @deprecated Use railkv.v1.RemoveNode.$Properties instead.
         */
        interface IRemoveNode extends railkv.v1.RemoveNode.$Properties {
        }

        /** Represents a RemoveNode. */
        class RemoveNode {

            /**
             * Constructs a new RemoveNode.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RemoveNode.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RemoveNode nodeId. */
            nodeId: string;

            /**
             * Creates a new RemoveNode instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RemoveNode instance
             */
            static create(properties: railkv.v1.RemoveNode.$Shape): railkv.v1.RemoveNode & railkv.v1.RemoveNode.$Shape;
            static create(properties?: railkv.v1.RemoveNode.$Properties): railkv.v1.RemoveNode;

            /**
             * Encodes the specified RemoveNode message. Does not implicitly {@link railkv.v1.RemoveNode.verify|verify} messages.
             * @param message RemoveNode message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RemoveNode.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RemoveNode message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RemoveNode & railkv.v1.RemoveNode.$Shape} RemoveNode
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RemoveNode & railkv.v1.RemoveNode.$Shape;
        }

        namespace RemoveNode {

            /** Properties of a RemoveNode. */
            interface $Properties {

                /** RemoveNode nodeId */
                nodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RemoveNode. */
            type $Shape = railkv.v1.RemoveNode.$Properties;
        }

        /**
         * Properties of a NodeMark.
         * @deprecated Use railkv.v1.NodeMark.$Properties instead.
         */
        interface INodeMark extends railkv.v1.NodeMark.$Properties {
        }

        /** Represents a NodeMark. */
        class NodeMark {

            /**
             * Constructs a new NodeMark.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodeMark.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodeMark nodeId. */
            nodeId: string;

            /** NodeMark health. */
            health: railkv.v1.NodeHealth;

            /** NodeMark version. */
            version: string;

            /**
             * Creates a new NodeMark instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodeMark instance
             */
            static create(properties: railkv.v1.NodeMark.$Shape): railkv.v1.NodeMark & railkv.v1.NodeMark.$Shape;
            static create(properties?: railkv.v1.NodeMark.$Properties): railkv.v1.NodeMark;

            /**
             * Encodes the specified NodeMark message. Does not implicitly {@link railkv.v1.NodeMark.verify|verify} messages.
             * @param message NodeMark message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodeMark.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeMark message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodeMark & railkv.v1.NodeMark.$Shape} NodeMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodeMark & railkv.v1.NodeMark.$Shape;
        }

        namespace NodeMark {

            /** Properties of a NodeMark. */
            interface $Properties {

                /** NodeMark nodeId */
                nodeId?: (string|null);

                /** NodeMark health */
                health?: (railkv.v1.NodeHealth|null);

                /** NodeMark version */
                version?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeMark. */
            type $Shape = railkv.v1.NodeMark.$Properties;
        }

        /**
         * Properties of a MarkNodes.
         * @deprecated Use railkv.v1.MarkNodes.$Properties instead.
         */
        interface IMarkNodes extends railkv.v1.MarkNodes.$Properties {
        }

        /** Represents a MarkNodes. */
        class MarkNodes {

            /**
             * Constructs a new MarkNodes.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.MarkNodes.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MarkNodes marks. */
            marks: railkv.v1.NodeMark.$Properties[];

            /**
             * Creates a new MarkNodes instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MarkNodes instance
             */
            static create(properties: railkv.v1.MarkNodes.$Shape): railkv.v1.MarkNodes & railkv.v1.MarkNodes.$Shape;
            static create(properties?: railkv.v1.MarkNodes.$Properties): railkv.v1.MarkNodes;

            /**
             * Encodes the specified MarkNodes message. Does not implicitly {@link railkv.v1.MarkNodes.verify|verify} messages.
             * @param message MarkNodes message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.MarkNodes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MarkNodes message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.MarkNodes & railkv.v1.MarkNodes.$Shape} MarkNodes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.MarkNodes & railkv.v1.MarkNodes.$Shape;
        }

        namespace MarkNodes {

            /** Properties of a MarkNodes. */
            interface $Properties {

                /** MarkNodes marks */
                marks?: (railkv.v1.NodeMark.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MarkNodes. */
            type $Shape = railkv.v1.MarkNodes.$Properties;
        }

        /**
         * Properties of a StartOperators.
         * @deprecated Use railkv.v1.StartOperators.$Properties instead.
         */
        interface IStartOperators extends railkv.v1.StartOperators.$Properties {
        }

        /** Represents a StartOperators. */
        class StartOperators {

            /**
             * Constructs a new StartOperators.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StartOperators.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StartOperators plans. */
            plans: railkv.v1.OperatorPlan.$Properties[];

            /**
             * Creates a new StartOperators instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StartOperators instance
             */
            static create(properties: railkv.v1.StartOperators.$Shape): railkv.v1.StartOperators & railkv.v1.StartOperators.$Shape;
            static create(properties?: railkv.v1.StartOperators.$Properties): railkv.v1.StartOperators;

            /**
             * Encodes the specified StartOperators message. Does not implicitly {@link railkv.v1.StartOperators.verify|verify} messages.
             * @param message StartOperators message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StartOperators.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StartOperators message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StartOperators & railkv.v1.StartOperators.$Shape} StartOperators
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StartOperators & railkv.v1.StartOperators.$Shape;
        }

        namespace StartOperators {

            /** Properties of a StartOperators. */
            interface $Properties {

                /** StartOperators plans */
                plans?: (railkv.v1.OperatorPlan.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StartOperators. */
            type $Shape = {
              plans?: railkv.v1.OperatorPlan.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an OperatorPlan.
         * @deprecated Use railkv.v1.OperatorPlan.$Properties instead.
         */
        interface IOperatorPlan extends railkv.v1.OperatorPlan.$Properties {
        }

        /** Represents an OperatorPlan. */
        class OperatorPlan {

            /**
             * Constructs a new OperatorPlan.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.OperatorPlan.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OperatorPlan group. */
            group: number;

            /** OperatorPlan confVersion. */
            confVersion: number;

            /** OperatorPlan kind. */
            kind: railkv.v1.OperatorKind;

            /** OperatorPlan steps. */
            steps: railkv.v1.OperatorStep.$Properties[];

            /** OperatorPlan reason. */
            reason: string;

            /** OperatorPlan deadlineMs. */
            deadlineMs: number;

            /**
             * Creates a new OperatorPlan instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OperatorPlan instance
             */
            static create(properties: railkv.v1.OperatorPlan.$Shape): railkv.v1.OperatorPlan & railkv.v1.OperatorPlan.$Shape;
            static create(properties?: railkv.v1.OperatorPlan.$Properties): railkv.v1.OperatorPlan;

            /**
             * Encodes the specified OperatorPlan message. Does not implicitly {@link railkv.v1.OperatorPlan.verify|verify} messages.
             * @param message OperatorPlan message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.OperatorPlan.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OperatorPlan message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.OperatorPlan & railkv.v1.OperatorPlan.$Shape} OperatorPlan
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.OperatorPlan & railkv.v1.OperatorPlan.$Shape;
        }

        namespace OperatorPlan {

            /** Properties of an OperatorPlan. */
            interface $Properties {

                /** OperatorPlan group */
                group?: (number|null);

                /** OperatorPlan confVersion */
                confVersion?: (number|null);

                /** OperatorPlan kind */
                kind?: (railkv.v1.OperatorKind|null);

                /** OperatorPlan steps */
                steps?: (railkv.v1.OperatorStep.$Properties[]|null);

                /** OperatorPlan reason */
                reason?: (string|null);

                /** OperatorPlan deadlineMs */
                deadlineMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OperatorPlan. */
            type $Shape = {
              group?: number|null;
              confVersion?: number|null;
              kind?: railkv.v1.OperatorKind|null;
              steps?: railkv.v1.OperatorStep.$Shape[]|null;
              reason?: string|null;
              deadlineMs?: number|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an OperatorUpdate.
         * @deprecated Use railkv.v1.OperatorUpdate.$Properties instead.
         */
        interface IOperatorUpdate extends railkv.v1.OperatorUpdate.$Properties {
        }

        /** Represents an OperatorUpdate. */
        class OperatorUpdate {

            /**
             * Constructs a new OperatorUpdate.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.OperatorUpdate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OperatorUpdate operatorId. */
            operatorId: number;

            /** OperatorUpdate step. */
            step: number;

            /** OperatorUpdate doing. */
            doing: string;

            /** OperatorUpdate waitsFor. */
            waitsFor: string;

            /**
             * Creates a new OperatorUpdate instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OperatorUpdate instance
             */
            static create(properties: railkv.v1.OperatorUpdate.$Shape): railkv.v1.OperatorUpdate & railkv.v1.OperatorUpdate.$Shape;
            static create(properties?: railkv.v1.OperatorUpdate.$Properties): railkv.v1.OperatorUpdate;

            /**
             * Encodes the specified OperatorUpdate message. Does not implicitly {@link railkv.v1.OperatorUpdate.verify|verify} messages.
             * @param message OperatorUpdate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.OperatorUpdate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OperatorUpdate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.OperatorUpdate & railkv.v1.OperatorUpdate.$Shape} OperatorUpdate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.OperatorUpdate & railkv.v1.OperatorUpdate.$Shape;
        }

        namespace OperatorUpdate {

            /** Properties of an OperatorUpdate. */
            interface $Properties {

                /** OperatorUpdate operatorId */
                operatorId?: (number|null);

                /** OperatorUpdate step */
                step?: (number|null);

                /** OperatorUpdate doing */
                doing?: (string|null);

                /** OperatorUpdate waitsFor */
                waitsFor?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OperatorUpdate. */
            type $Shape = railkv.v1.OperatorUpdate.$Properties;
        }

        /**
         * Properties of an UpdateOperators.
         * @deprecated Use railkv.v1.UpdateOperators.$Properties instead.
         */
        interface IUpdateOperators extends railkv.v1.UpdateOperators.$Properties {
        }

        /** Represents an UpdateOperators. */
        class UpdateOperators {

            /**
             * Constructs a new UpdateOperators.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.UpdateOperators.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** UpdateOperators updates. */
            updates: railkv.v1.OperatorUpdate.$Properties[];

            /**
             * Creates a new UpdateOperators instance using the specified properties.
             * @param [properties] Properties to set
             * @returns UpdateOperators instance
             */
            static create(properties: railkv.v1.UpdateOperators.$Shape): railkv.v1.UpdateOperators & railkv.v1.UpdateOperators.$Shape;
            static create(properties?: railkv.v1.UpdateOperators.$Properties): railkv.v1.UpdateOperators;

            /**
             * Encodes the specified UpdateOperators message. Does not implicitly {@link railkv.v1.UpdateOperators.verify|verify} messages.
             * @param message UpdateOperators message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.UpdateOperators.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an UpdateOperators message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.UpdateOperators & railkv.v1.UpdateOperators.$Shape} UpdateOperators
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.UpdateOperators & railkv.v1.UpdateOperators.$Shape;
        }

        namespace UpdateOperators {

            /** Properties of an UpdateOperators. */
            interface $Properties {

                /** UpdateOperators updates */
                updates?: (railkv.v1.OperatorUpdate.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an UpdateOperators. */
            type $Shape = railkv.v1.UpdateOperators.$Properties;
        }

        /**
         * Properties of an OperatorEnd.
         * @deprecated Use railkv.v1.OperatorEnd.$Properties instead.
         */
        interface IOperatorEnd extends railkv.v1.OperatorEnd.$Properties {
        }

        /** Represents an OperatorEnd. */
        class OperatorEnd {

            /**
             * Constructs a new OperatorEnd.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.OperatorEnd.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OperatorEnd operatorId. */
            operatorId: number;

            /** OperatorEnd result. */
            result: railkv.v1.OperatorResult;

            /** OperatorEnd message. */
            message: string;

            /**
             * Creates a new OperatorEnd instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OperatorEnd instance
             */
            static create(properties: railkv.v1.OperatorEnd.$Shape): railkv.v1.OperatorEnd & railkv.v1.OperatorEnd.$Shape;
            static create(properties?: railkv.v1.OperatorEnd.$Properties): railkv.v1.OperatorEnd;

            /**
             * Encodes the specified OperatorEnd message. Does not implicitly {@link railkv.v1.OperatorEnd.verify|verify} messages.
             * @param message OperatorEnd message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.OperatorEnd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OperatorEnd message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.OperatorEnd & railkv.v1.OperatorEnd.$Shape} OperatorEnd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.OperatorEnd & railkv.v1.OperatorEnd.$Shape;
        }

        namespace OperatorEnd {

            /** Properties of an OperatorEnd. */
            interface $Properties {

                /** OperatorEnd operatorId */
                operatorId?: (number|null);

                /** OperatorEnd result */
                result?: (railkv.v1.OperatorResult|null);

                /** OperatorEnd message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OperatorEnd. */
            type $Shape = railkv.v1.OperatorEnd.$Properties;
        }

        /**
         * Properties of an EndOperators.
         * @deprecated Use railkv.v1.EndOperators.$Properties instead.
         */
        interface IEndOperators extends railkv.v1.EndOperators.$Properties {
        }

        /** Represents an EndOperators. */
        class EndOperators {

            /**
             * Constructs a new EndOperators.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.EndOperators.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EndOperators ends. */
            ends: railkv.v1.OperatorEnd.$Properties[];

            /**
             * Creates a new EndOperators instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EndOperators instance
             */
            static create(properties: railkv.v1.EndOperators.$Shape): railkv.v1.EndOperators & railkv.v1.EndOperators.$Shape;
            static create(properties?: railkv.v1.EndOperators.$Properties): railkv.v1.EndOperators;

            /**
             * Encodes the specified EndOperators message. Does not implicitly {@link railkv.v1.EndOperators.verify|verify} messages.
             * @param message EndOperators message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.EndOperators.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EndOperators message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.EndOperators & railkv.v1.EndOperators.$Shape} EndOperators
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.EndOperators & railkv.v1.EndOperators.$Shape;
        }

        namespace EndOperators {

            /** Properties of an EndOperators. */
            interface $Properties {

                /** EndOperators ends */
                ends?: (railkv.v1.OperatorEnd.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EndOperators. */
            type $Shape = railkv.v1.EndOperators.$Properties;
        }

        /**
         * Properties of a BootstrapCluster.
         * @deprecated Use railkv.v1.BootstrapCluster.$Properties instead.
         */
        interface IBootstrapCluster extends railkv.v1.BootstrapCluster.$Properties {
        }

        /** Represents a BootstrapCluster. */
        class BootstrapCluster {

            /**
             * Constructs a new BootstrapCluster.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.BootstrapCluster.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BootstrapCluster clusterId. */
            clusterId: string;

            /** BootstrapCluster nodes. */
            nodes: railkv.v1.NodeDescriptor.$Properties[];

            /** BootstrapCluster defaultReplicas. */
            defaultReplicas: number;

            /** BootstrapCluster defaultAckQuorum. */
            defaultAckQuorum: number;

            /** BootstrapCluster level. */
            level: number;

            /**
             * Creates a new BootstrapCluster instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BootstrapCluster instance
             */
            static create(properties: railkv.v1.BootstrapCluster.$Shape): railkv.v1.BootstrapCluster & railkv.v1.BootstrapCluster.$Shape;
            static create(properties?: railkv.v1.BootstrapCluster.$Properties): railkv.v1.BootstrapCluster;

            /**
             * Encodes the specified BootstrapCluster message. Does not implicitly {@link railkv.v1.BootstrapCluster.verify|verify} messages.
             * @param message BootstrapCluster message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.BootstrapCluster.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BootstrapCluster message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.BootstrapCluster & railkv.v1.BootstrapCluster.$Shape} BootstrapCluster
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.BootstrapCluster & railkv.v1.BootstrapCluster.$Shape;
        }

        namespace BootstrapCluster {

            /** Properties of a BootstrapCluster. */
            interface $Properties {

                /** BootstrapCluster clusterId */
                clusterId?: (string|null);

                /** BootstrapCluster nodes */
                nodes?: (railkv.v1.NodeDescriptor.$Properties[]|null);

                /** BootstrapCluster defaultReplicas */
                defaultReplicas?: (number|null);

                /** BootstrapCluster defaultAckQuorum */
                defaultAckQuorum?: (number|null);

                /** BootstrapCluster level */
                level?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BootstrapCluster. */
            type $Shape = railkv.v1.BootstrapCluster.$Properties;
        }

        /**
         * Properties of a PlacementEntry.
         * @deprecated Use railkv.v1.PlacementEntry.$Properties instead.
         */
        interface IPlacementEntry extends railkv.v1.PlacementEntry.$Properties {
        }

        /** Represents a PlacementEntry. */
        class PlacementEntry {

            /**
             * Constructs a new PlacementEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.PlacementEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlacementEntry format. */
            format: number;

            /** PlacementEntry timeMs. */
            timeMs: number;

            /** PlacementEntry caller. */
            caller: string;

            /** PlacementEntry command. */
            command?: (railkv.v1.PlacementCommand.$Properties|null);

            /** PlacementEntry nameDigest. */
            nameDigest: boolean;

            /** PlacementEntry recoveryEpoch. */
            recoveryEpoch: number;

            /**
             * Creates a new PlacementEntry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlacementEntry instance
             */
            static create(properties: railkv.v1.PlacementEntry.$Shape): railkv.v1.PlacementEntry & railkv.v1.PlacementEntry.$Shape;
            static create(properties?: railkv.v1.PlacementEntry.$Properties): railkv.v1.PlacementEntry;

            /**
             * Encodes the specified PlacementEntry message. Does not implicitly {@link railkv.v1.PlacementEntry.verify|verify} messages.
             * @param message PlacementEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.PlacementEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlacementEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.PlacementEntry & railkv.v1.PlacementEntry.$Shape} PlacementEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.PlacementEntry & railkv.v1.PlacementEntry.$Shape;
        }

        namespace PlacementEntry {

            /** Properties of a PlacementEntry. */
            interface $Properties {

                /** PlacementEntry format */
                format?: (number|null);

                /** PlacementEntry timeMs */
                timeMs?: (number|null);

                /** PlacementEntry caller */
                caller?: (string|null);

                /** PlacementEntry command */
                command?: (railkv.v1.PlacementCommand.$Properties|null);

                /** PlacementEntry nameDigest */
                nameDigest?: (boolean|null);

                /** PlacementEntry recoveryEpoch */
                recoveryEpoch?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlacementEntry. */
            type $Shape = {
              format?: number|null;
              timeMs?: number|null;
              caller?: string|null;
              command?: railkv.v1.PlacementCommand.$Shape|null;
              nameDigest?: boolean|null;
              recoveryEpoch?: number|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a PlacementHead.
         * @deprecated Use railkv.v1.PlacementHead.$Properties instead.
         */
        interface IPlacementHead extends railkv.v1.PlacementHead.$Properties {
        }

        /** Represents a PlacementHead. */
        class PlacementHead {

            /**
             * Constructs a new PlacementHead.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.PlacementHead.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlacementHead clusterId. */
            clusterId: string;

            /** PlacementHead revision. */
            revision: number;

            /** PlacementHead defaultReplicas. */
            defaultReplicas: number;

            /** PlacementHead defaultAckQuorum. */
            defaultAckQuorum: number;

            /** PlacementHead nextGroup. */
            nextGroup: number;

            /** PlacementHead level. */
            level: number;

            /** PlacementHead recoveries. */
            recoveries: railkv.v1.RecoveryRecord.$Properties[];

            /** PlacementHead reconciledEpoch. */
            reconciledEpoch: number;

            /**
             * Creates a new PlacementHead instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlacementHead instance
             */
            static create(properties: railkv.v1.PlacementHead.$Shape): railkv.v1.PlacementHead & railkv.v1.PlacementHead.$Shape;
            static create(properties?: railkv.v1.PlacementHead.$Properties): railkv.v1.PlacementHead;

            /**
             * Encodes the specified PlacementHead message. Does not implicitly {@link railkv.v1.PlacementHead.verify|verify} messages.
             * @param message PlacementHead message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.PlacementHead.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlacementHead message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.PlacementHead & railkv.v1.PlacementHead.$Shape} PlacementHead
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.PlacementHead & railkv.v1.PlacementHead.$Shape;
        }

        namespace PlacementHead {

            /** Properties of a PlacementHead. */
            interface $Properties {

                /** PlacementHead clusterId */
                clusterId?: (string|null);

                /** PlacementHead revision */
                revision?: (number|null);

                /** PlacementHead defaultReplicas */
                defaultReplicas?: (number|null);

                /** PlacementHead defaultAckQuorum */
                defaultAckQuorum?: (number|null);

                /** PlacementHead nextGroup */
                nextGroup?: (number|null);

                /** PlacementHead level */
                level?: (number|null);

                /** PlacementHead recoveries */
                recoveries?: (railkv.v1.RecoveryRecord.$Properties[]|null);

                /** PlacementHead reconciledEpoch */
                reconciledEpoch?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlacementHead. */
            type $Shape = railkv.v1.PlacementHead.$Properties;
        }

        /**
         * Properties of an OperatorCounters.
         * @deprecated Use railkv.v1.OperatorCounters.$Properties instead.
         */
        interface IOperatorCounters extends railkv.v1.OperatorCounters.$Properties {
        }

        /** Represents an OperatorCounters. */
        class OperatorCounters {

            /**
             * Constructs a new OperatorCounters.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.OperatorCounters.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OperatorCounters nextOperator. */
            nextOperator: number;

            /** OperatorCounters ended. */
            ended: number;

            /**
             * Creates a new OperatorCounters instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OperatorCounters instance
             */
            static create(properties: railkv.v1.OperatorCounters.$Shape): railkv.v1.OperatorCounters & railkv.v1.OperatorCounters.$Shape;
            static create(properties?: railkv.v1.OperatorCounters.$Properties): railkv.v1.OperatorCounters;

            /**
             * Encodes the specified OperatorCounters message. Does not implicitly {@link railkv.v1.OperatorCounters.verify|verify} messages.
             * @param message OperatorCounters message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.OperatorCounters.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OperatorCounters message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.OperatorCounters & railkv.v1.OperatorCounters.$Shape} OperatorCounters
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.OperatorCounters & railkv.v1.OperatorCounters.$Shape;
        }

        namespace OperatorCounters {

            /** Properties of an OperatorCounters. */
            interface $Properties {

                /** OperatorCounters nextOperator */
                nextOperator?: (number|null);

                /** OperatorCounters ended */
                ended?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OperatorCounters. */
            type $Shape = railkv.v1.OperatorCounters.$Properties;
        }

        /**
         * Properties of a LineRow.
         * @deprecated Use railkv.v1.LineRow.$Properties instead.
         */
        interface ILineRow extends railkv.v1.LineRow.$Properties {
        }

        /** Represents a LineRow. */
        class LineRow {

            /**
             * Constructs a new LineRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.LineRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LineRow line. */
            line: string;

            /** LineRow name. */
            name: string;

            /** LineRow stations. */
            stations: string[];

            /**
             * Creates a new LineRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LineRow instance
             */
            static create(properties: railkv.v1.LineRow.$Shape): railkv.v1.LineRow & railkv.v1.LineRow.$Shape;
            static create(properties?: railkv.v1.LineRow.$Properties): railkv.v1.LineRow;

            /**
             * Encodes the specified LineRow message. Does not implicitly {@link railkv.v1.LineRow.verify|verify} messages.
             * @param message LineRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.LineRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LineRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.LineRow & railkv.v1.LineRow.$Shape} LineRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.LineRow & railkv.v1.LineRow.$Shape;
        }

        namespace LineRow {

            /** Properties of a LineRow. */
            interface $Properties {

                /** LineRow line */
                line?: (string|null);

                /** LineRow name */
                name?: (string|null);

                /** LineRow stations */
                stations?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LineRow. */
            type $Shape = railkv.v1.LineRow.$Properties;
        }

        /**
         * Properties of a NodePicture.
         * @deprecated Use railkv.v1.NodePicture.$Properties instead.
         */
        interface INodePicture extends railkv.v1.NodePicture.$Properties {
        }

        /** Represents a NodePicture. */
        class NodePicture {

            /**
             * Constructs a new NodePicture.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodePicture.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodePicture node. */
            node?: (railkv.v1.NodeDescriptor.$Properties|null);

            /** NodePicture replicas. */
            replicas: number;

            /** NodePicture leaders. */
            leaders: number;

            /** NodePicture heard. */
            heard: boolean;

            /** NodePicture silentMs. */
            silentMs: number;

            /** NodePicture diskFreeBytes. */
            diskFreeBytes: number;

            /** NodePicture diskTotalBytes. */
            diskTotalBytes: number;

            /** NodePicture lowOnDisk. */
            lowOnDisk: boolean;

            /** NodePicture leftToMove. */
            leftToMove: number;

            /** NodePicture operatorId. */
            operatorId: number;

            /** NodePicture notes. */
            notes: string[];

            /** NodePicture copiesArriving. */
            copiesArriving: number;

            /** NodePicture copiesLeaving. */
            copiesLeaving: number;

            /** NodePicture commandsPerSecond. */
            commandsPerSecond: number;

            /**
             * Creates a new NodePicture instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodePicture instance
             */
            static create(properties: railkv.v1.NodePicture.$Shape): railkv.v1.NodePicture & railkv.v1.NodePicture.$Shape;
            static create(properties?: railkv.v1.NodePicture.$Properties): railkv.v1.NodePicture;

            /**
             * Encodes the specified NodePicture message. Does not implicitly {@link railkv.v1.NodePicture.verify|verify} messages.
             * @param message NodePicture message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodePicture.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodePicture message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodePicture & railkv.v1.NodePicture.$Shape} NodePicture
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodePicture & railkv.v1.NodePicture.$Shape;
        }

        namespace NodePicture {

            /** Properties of a NodePicture. */
            interface $Properties {

                /** NodePicture node */
                node?: (railkv.v1.NodeDescriptor.$Properties|null);

                /** NodePicture replicas */
                replicas?: (number|null);

                /** NodePicture leaders */
                leaders?: (number|null);

                /** NodePicture heard */
                heard?: (boolean|null);

                /** NodePicture silentMs */
                silentMs?: (number|null);

                /** NodePicture diskFreeBytes */
                diskFreeBytes?: (number|null);

                /** NodePicture diskTotalBytes */
                diskTotalBytes?: (number|null);

                /** NodePicture lowOnDisk */
                lowOnDisk?: (boolean|null);

                /** NodePicture leftToMove */
                leftToMove?: (number|null);

                /** NodePicture operatorId */
                operatorId?: (number|null);

                /** NodePicture notes */
                notes?: (string[]|null);

                /** NodePicture copiesArriving */
                copiesArriving?: (number|null);

                /** NodePicture copiesLeaving */
                copiesLeaving?: (number|null);

                /** NodePicture commandsPerSecond */
                commandsPerSecond?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodePicture. */
            type $Shape = railkv.v1.NodePicture.$Properties;
        }

        /**
         * Properties of a ListNodesRequest.
         * @deprecated Use railkv.v1.ListNodesRequest.$Properties instead.
         */
        interface IListNodesRequest extends railkv.v1.ListNodesRequest.$Properties {
        }

        /** Represents a ListNodesRequest. */
        class ListNodesRequest {

            /**
             * Constructs a new ListNodesRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ListNodesRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListNodesRequest removed. */
            removed: boolean;

            /**
             * Creates a new ListNodesRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListNodesRequest instance
             */
            static create(properties: railkv.v1.ListNodesRequest.$Shape): railkv.v1.ListNodesRequest & railkv.v1.ListNodesRequest.$Shape;
            static create(properties?: railkv.v1.ListNodesRequest.$Properties): railkv.v1.ListNodesRequest;

            /**
             * Encodes the specified ListNodesRequest message. Does not implicitly {@link railkv.v1.ListNodesRequest.verify|verify} messages.
             * @param message ListNodesRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ListNodesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListNodesRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ListNodesRequest & railkv.v1.ListNodesRequest.$Shape} ListNodesRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ListNodesRequest & railkv.v1.ListNodesRequest.$Shape;
        }

        namespace ListNodesRequest {

            /** Properties of a ListNodesRequest. */
            interface $Properties {

                /** ListNodesRequest removed */
                removed?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListNodesRequest. */
            type $Shape = railkv.v1.ListNodesRequest.$Properties;
        }

        /**
         * Properties of a ListNodesResponse.
         * @deprecated Use railkv.v1.ListNodesResponse.$Properties instead.
         */
        interface IListNodesResponse extends railkv.v1.ListNodesResponse.$Properties {
        }

        /** Represents a ListNodesResponse. */
        class ListNodesResponse {

            /**
             * Constructs a new ListNodesResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ListNodesResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListNodesResponse revision. */
            revision: number;

            /** ListNodesResponse nodes. */
            nodes: railkv.v1.NodePicture.$Properties[];

            /** ListNodesResponse settings. */
            settings?: (railkv.v1.PlacementSettings.$Properties|null);

            /** ListNodesResponse hearing. */
            hearing?: (railkv.v1.Hearing.$Properties|null);

            /**
             * Creates a new ListNodesResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListNodesResponse instance
             */
            static create(properties: railkv.v1.ListNodesResponse.$Shape): railkv.v1.ListNodesResponse & railkv.v1.ListNodesResponse.$Shape;
            static create(properties?: railkv.v1.ListNodesResponse.$Properties): railkv.v1.ListNodesResponse;

            /**
             * Encodes the specified ListNodesResponse message. Does not implicitly {@link railkv.v1.ListNodesResponse.verify|verify} messages.
             * @param message ListNodesResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ListNodesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListNodesResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ListNodesResponse & railkv.v1.ListNodesResponse.$Shape} ListNodesResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ListNodesResponse & railkv.v1.ListNodesResponse.$Shape;
        }

        namespace ListNodesResponse {

            /** Properties of a ListNodesResponse. */
            interface $Properties {

                /** ListNodesResponse revision */
                revision?: (number|null);

                /** ListNodesResponse nodes */
                nodes?: (railkv.v1.NodePicture.$Properties[]|null);

                /** ListNodesResponse settings */
                settings?: (railkv.v1.PlacementSettings.$Properties|null);

                /** ListNodesResponse hearing */
                hearing?: (railkv.v1.Hearing.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListNodesResponse. */
            type $Shape = railkv.v1.ListNodesResponse.$Properties;
        }

        /**
         * Properties of a Hearing.
         * @deprecated Use railkv.v1.Hearing.$Properties instead.
         */
        interface IHearing extends railkv.v1.Hearing.$Properties {
        }

        /** Represents a Hearing. */
        class Hearing {

            /**
             * Constructs a new Hearing.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Hearing.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hearing enough. */
            enough: boolean;

            /** Hearing groupsHeard. */
            groupsHeard: number;

            /** Hearing groups. */
            groups: number;

            /** Hearing waitsFor. */
            waitsFor: string;

            /**
             * Creates a new Hearing instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Hearing instance
             */
            static create(properties: railkv.v1.Hearing.$Shape): railkv.v1.Hearing & railkv.v1.Hearing.$Shape;
            static create(properties?: railkv.v1.Hearing.$Properties): railkv.v1.Hearing;

            /**
             * Encodes the specified Hearing message. Does not implicitly {@link railkv.v1.Hearing.verify|verify} messages.
             * @param message Hearing message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Hearing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hearing message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Hearing & railkv.v1.Hearing.$Shape} Hearing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Hearing & railkv.v1.Hearing.$Shape;
        }

        namespace Hearing {

            /** Properties of a Hearing. */
            interface $Properties {

                /** Hearing enough */
                enough?: (boolean|null);

                /** Hearing groupsHeard */
                groupsHeard?: (number|null);

                /** Hearing groups */
                groups?: (number|null);

                /** Hearing waitsFor */
                waitsFor?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hearing. */
            type $Shape = railkv.v1.Hearing.$Properties;
        }

        /**
         * Properties of a GetNodeRequest.
         * @deprecated Use railkv.v1.GetNodeRequest.$Properties instead.
         */
        interface IGetNodeRequest extends railkv.v1.GetNodeRequest.$Properties {
        }

        /** Represents a GetNodeRequest. */
        class GetNodeRequest {

            /**
             * Constructs a new GetNodeRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetNodeRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetNodeRequest nodeId. */
            nodeId: string;

            /**
             * Creates a new GetNodeRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetNodeRequest instance
             */
            static create(properties: railkv.v1.GetNodeRequest.$Shape): railkv.v1.GetNodeRequest & railkv.v1.GetNodeRequest.$Shape;
            static create(properties?: railkv.v1.GetNodeRequest.$Properties): railkv.v1.GetNodeRequest;

            /**
             * Encodes the specified GetNodeRequest message. Does not implicitly {@link railkv.v1.GetNodeRequest.verify|verify} messages.
             * @param message GetNodeRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetNodeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetNodeRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetNodeRequest & railkv.v1.GetNodeRequest.$Shape} GetNodeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetNodeRequest & railkv.v1.GetNodeRequest.$Shape;
        }

        namespace GetNodeRequest {

            /** Properties of a GetNodeRequest. */
            interface $Properties {

                /** GetNodeRequest nodeId */
                nodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetNodeRequest. */
            type $Shape = railkv.v1.GetNodeRequest.$Properties;
        }

        /**
         * Properties of a GetNodeResponse.
         * @deprecated Use railkv.v1.GetNodeResponse.$Properties instead.
         */
        interface IGetNodeResponse extends railkv.v1.GetNodeResponse.$Properties {
        }

        /** Represents a GetNodeResponse. */
        class GetNodeResponse {

            /**
             * Constructs a new GetNodeResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetNodeResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetNodeResponse node. */
            node?: (railkv.v1.NodePicture.$Properties|null);

            /** GetNodeResponse operators. */
            operators: railkv.v1.Operator.$Properties[];

            /** GetNodeResponse leaving. */
            leaving: railkv.v1.GroupArithmetic.$Properties[];

            /**
             * Creates a new GetNodeResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetNodeResponse instance
             */
            static create(properties: railkv.v1.GetNodeResponse.$Shape): railkv.v1.GetNodeResponse & railkv.v1.GetNodeResponse.$Shape;
            static create(properties?: railkv.v1.GetNodeResponse.$Properties): railkv.v1.GetNodeResponse;

            /**
             * Encodes the specified GetNodeResponse message. Does not implicitly {@link railkv.v1.GetNodeResponse.verify|verify} messages.
             * @param message GetNodeResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetNodeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetNodeResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetNodeResponse & railkv.v1.GetNodeResponse.$Shape} GetNodeResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetNodeResponse & railkv.v1.GetNodeResponse.$Shape;
        }

        namespace GetNodeResponse {

            /** Properties of a GetNodeResponse. */
            interface $Properties {

                /** GetNodeResponse node */
                node?: (railkv.v1.NodePicture.$Properties|null);

                /** GetNodeResponse operators */
                operators?: (railkv.v1.Operator.$Properties[]|null);

                /** GetNodeResponse leaving */
                leaving?: (railkv.v1.GroupArithmetic.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetNodeResponse. */
            type $Shape = {
              node?: railkv.v1.NodePicture.$Shape|null;
              operators?: railkv.v1.Operator.$Shape[]|null;
              leaving?: railkv.v1.GroupArithmetic.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a JoinClusterRequest.
         * @deprecated Use railkv.v1.JoinClusterRequest.$Properties instead.
         */
        interface IJoinClusterRequest extends railkv.v1.JoinClusterRequest.$Properties {
        }

        /** Represents a JoinClusterRequest. */
        class JoinClusterRequest {

            /**
             * Constructs a new JoinClusterRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.JoinClusterRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JoinClusterRequest clusterId. */
            clusterId: string;

            /** JoinClusterRequest node. */
            node?: (railkv.v1.NodeDescriptor.$Properties|null);

            /**
             * Creates a new JoinClusterRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns JoinClusterRequest instance
             */
            static create(properties: railkv.v1.JoinClusterRequest.$Shape): railkv.v1.JoinClusterRequest & railkv.v1.JoinClusterRequest.$Shape;
            static create(properties?: railkv.v1.JoinClusterRequest.$Properties): railkv.v1.JoinClusterRequest;

            /**
             * Encodes the specified JoinClusterRequest message. Does not implicitly {@link railkv.v1.JoinClusterRequest.verify|verify} messages.
             * @param message JoinClusterRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.JoinClusterRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JoinClusterRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.JoinClusterRequest & railkv.v1.JoinClusterRequest.$Shape} JoinClusterRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.JoinClusterRequest & railkv.v1.JoinClusterRequest.$Shape;
        }

        namespace JoinClusterRequest {

            /** Properties of a JoinClusterRequest. */
            interface $Properties {

                /** JoinClusterRequest clusterId */
                clusterId?: (string|null);

                /** JoinClusterRequest node */
                node?: (railkv.v1.NodeDescriptor.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JoinClusterRequest. */
            type $Shape = railkv.v1.JoinClusterRequest.$Properties;
        }

        /**
         * Properties of a JoinClusterResponse.
         * @deprecated Use railkv.v1.JoinClusterResponse.$Properties instead.
         */
        interface IJoinClusterResponse extends railkv.v1.JoinClusterResponse.$Properties {
        }

        /** Represents a JoinClusterResponse. */
        class JoinClusterResponse {

            /**
             * Constructs a new JoinClusterResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.JoinClusterResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JoinClusterResponse clusterId. */
            clusterId: string;

            /** JoinClusterResponse revision. */
            revision: number;

            /** JoinClusterResponse nodes. */
            nodes: railkv.v1.NodeDescriptor.$Properties[];

            /** JoinClusterResponse defaultReplicas. */
            defaultReplicas: number;

            /** JoinClusterResponse defaultAckQuorum. */
            defaultAckQuorum: number;

            /**
             * Creates a new JoinClusterResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns JoinClusterResponse instance
             */
            static create(properties: railkv.v1.JoinClusterResponse.$Shape): railkv.v1.JoinClusterResponse & railkv.v1.JoinClusterResponse.$Shape;
            static create(properties?: railkv.v1.JoinClusterResponse.$Properties): railkv.v1.JoinClusterResponse;

            /**
             * Encodes the specified JoinClusterResponse message. Does not implicitly {@link railkv.v1.JoinClusterResponse.verify|verify} messages.
             * @param message JoinClusterResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.JoinClusterResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JoinClusterResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.JoinClusterResponse & railkv.v1.JoinClusterResponse.$Shape} JoinClusterResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.JoinClusterResponse & railkv.v1.JoinClusterResponse.$Shape;
        }

        namespace JoinClusterResponse {

            /** Properties of a JoinClusterResponse. */
            interface $Properties {

                /** JoinClusterResponse clusterId */
                clusterId?: (string|null);

                /** JoinClusterResponse revision */
                revision?: (number|null);

                /** JoinClusterResponse nodes */
                nodes?: (railkv.v1.NodeDescriptor.$Properties[]|null);

                /** JoinClusterResponse defaultReplicas */
                defaultReplicas?: (number|null);

                /** JoinClusterResponse defaultAckQuorum */
                defaultAckQuorum?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JoinClusterResponse. */
            type $Shape = railkv.v1.JoinClusterResponse.$Properties;
        }

        /**
         * Properties of a SetNodeLabelsRequest.
         * @deprecated Use railkv.v1.SetNodeLabelsRequest.$Properties instead.
         */
        interface ISetNodeLabelsRequest extends railkv.v1.SetNodeLabelsRequest.$Properties {
        }

        /** Represents a SetNodeLabelsRequest. */
        class SetNodeLabelsRequest {

            /**
             * Constructs a new SetNodeLabelsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SetNodeLabelsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetNodeLabelsRequest nodeId. */
            nodeId: string;

            /** SetNodeLabelsRequest labels. */
            labels: { [k: string]: string };

            /** SetNodeLabelsRequest remove. */
            remove: string[];

            /**
             * Creates a new SetNodeLabelsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetNodeLabelsRequest instance
             */
            static create(properties: railkv.v1.SetNodeLabelsRequest.$Shape): railkv.v1.SetNodeLabelsRequest & railkv.v1.SetNodeLabelsRequest.$Shape;
            static create(properties?: railkv.v1.SetNodeLabelsRequest.$Properties): railkv.v1.SetNodeLabelsRequest;

            /**
             * Encodes the specified SetNodeLabelsRequest message. Does not implicitly {@link railkv.v1.SetNodeLabelsRequest.verify|verify} messages.
             * @param message SetNodeLabelsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SetNodeLabelsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetNodeLabelsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SetNodeLabelsRequest & railkv.v1.SetNodeLabelsRequest.$Shape} SetNodeLabelsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SetNodeLabelsRequest & railkv.v1.SetNodeLabelsRequest.$Shape;
        }

        namespace SetNodeLabelsRequest {

            /** Properties of a SetNodeLabelsRequest. */
            interface $Properties {

                /** SetNodeLabelsRequest nodeId */
                nodeId?: (string|null);

                /** SetNodeLabelsRequest labels */
                labels?: ({ [k: string]: string }|null);

                /** SetNodeLabelsRequest remove */
                remove?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetNodeLabelsRequest. */
            type $Shape = railkv.v1.SetNodeLabelsRequest.$Properties;
        }

        /**
         * Properties of a SetNodeLabelsResponse.
         * @deprecated Use railkv.v1.SetNodeLabelsResponse.$Properties instead.
         */
        interface ISetNodeLabelsResponse extends railkv.v1.SetNodeLabelsResponse.$Properties {
        }

        /** Represents a SetNodeLabelsResponse. */
        class SetNodeLabelsResponse {

            /**
             * Constructs a new SetNodeLabelsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SetNodeLabelsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetNodeLabelsResponse node. */
            node?: (railkv.v1.NodeDescriptor.$Properties|null);

            /** SetNodeLabelsResponse revision. */
            revision: number;

            /**
             * Creates a new SetNodeLabelsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetNodeLabelsResponse instance
             */
            static create(properties: railkv.v1.SetNodeLabelsResponse.$Shape): railkv.v1.SetNodeLabelsResponse & railkv.v1.SetNodeLabelsResponse.$Shape;
            static create(properties?: railkv.v1.SetNodeLabelsResponse.$Properties): railkv.v1.SetNodeLabelsResponse;

            /**
             * Encodes the specified SetNodeLabelsResponse message. Does not implicitly {@link railkv.v1.SetNodeLabelsResponse.verify|verify} messages.
             * @param message SetNodeLabelsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SetNodeLabelsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetNodeLabelsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SetNodeLabelsResponse & railkv.v1.SetNodeLabelsResponse.$Shape} SetNodeLabelsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SetNodeLabelsResponse & railkv.v1.SetNodeLabelsResponse.$Shape;
        }

        namespace SetNodeLabelsResponse {

            /** Properties of a SetNodeLabelsResponse. */
            interface $Properties {

                /** SetNodeLabelsResponse node */
                node?: (railkv.v1.NodeDescriptor.$Properties|null);

                /** SetNodeLabelsResponse revision */
                revision?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetNodeLabelsResponse. */
            type $Shape = railkv.v1.SetNodeLabelsResponse.$Properties;
        }

        /**
         * Properties of a ChangeNodeRequest.
         * @deprecated Use railkv.v1.ChangeNodeRequest.$Properties instead.
         */
        interface IChangeNodeRequest extends railkv.v1.ChangeNodeRequest.$Properties {
        }

        /** Represents a ChangeNodeRequest. */
        class ChangeNodeRequest {

            /**
             * Constructs a new ChangeNodeRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ChangeNodeRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ChangeNodeRequest nodeId. */
            nodeId: string;

            /** ChangeNodeRequest dryRun. */
            dryRun: boolean;

            /** ChangeNodeRequest reason. */
            reason: string;

            /** ChangeNodeRequest lost. */
            lost: boolean;

            /**
             * Creates a new ChangeNodeRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ChangeNodeRequest instance
             */
            static create(properties: railkv.v1.ChangeNodeRequest.$Shape): railkv.v1.ChangeNodeRequest & railkv.v1.ChangeNodeRequest.$Shape;
            static create(properties?: railkv.v1.ChangeNodeRequest.$Properties): railkv.v1.ChangeNodeRequest;

            /**
             * Encodes the specified ChangeNodeRequest message. Does not implicitly {@link railkv.v1.ChangeNodeRequest.verify|verify} messages.
             * @param message ChangeNodeRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ChangeNodeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChangeNodeRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ChangeNodeRequest & railkv.v1.ChangeNodeRequest.$Shape} ChangeNodeRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ChangeNodeRequest & railkv.v1.ChangeNodeRequest.$Shape;
        }

        namespace ChangeNodeRequest {

            /** Properties of a ChangeNodeRequest. */
            interface $Properties {

                /** ChangeNodeRequest nodeId */
                nodeId?: (string|null);

                /** ChangeNodeRequest dryRun */
                dryRun?: (boolean|null);

                /** ChangeNodeRequest reason */
                reason?: (string|null);

                /** ChangeNodeRequest lost */
                lost?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChangeNodeRequest. */
            type $Shape = railkv.v1.ChangeNodeRequest.$Properties;
        }

        /**
         * Properties of a ChangeNodeResponse.
         * @deprecated Use railkv.v1.ChangeNodeResponse.$Properties instead.
         */
        interface IChangeNodeResponse extends railkv.v1.ChangeNodeResponse.$Properties {
        }

        /** Represents a ChangeNodeResponse. */
        class ChangeNodeResponse {

            /**
             * Constructs a new ChangeNodeResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ChangeNodeResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ChangeNodeResponse node. */
            node?: (railkv.v1.NodeDescriptor.$Properties|null);

            /** ChangeNodeResponse operatorId. */
            operatorId: number;

            /** ChangeNodeResponse arithmetic. */
            arithmetic?: (railkv.v1.QuorumArithmetic.$Properties|null);

            /** ChangeNodeResponse changed. */
            changed: boolean;

            /**
             * Creates a new ChangeNodeResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ChangeNodeResponse instance
             */
            static create(properties: railkv.v1.ChangeNodeResponse.$Shape): railkv.v1.ChangeNodeResponse & railkv.v1.ChangeNodeResponse.$Shape;
            static create(properties?: railkv.v1.ChangeNodeResponse.$Properties): railkv.v1.ChangeNodeResponse;

            /**
             * Encodes the specified ChangeNodeResponse message. Does not implicitly {@link railkv.v1.ChangeNodeResponse.verify|verify} messages.
             * @param message ChangeNodeResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ChangeNodeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ChangeNodeResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ChangeNodeResponse & railkv.v1.ChangeNodeResponse.$Shape} ChangeNodeResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ChangeNodeResponse & railkv.v1.ChangeNodeResponse.$Shape;
        }

        namespace ChangeNodeResponse {

            /** Properties of a ChangeNodeResponse. */
            interface $Properties {

                /** ChangeNodeResponse node */
                node?: (railkv.v1.NodeDescriptor.$Properties|null);

                /** ChangeNodeResponse operatorId */
                operatorId?: (number|null);

                /** ChangeNodeResponse arithmetic */
                arithmetic?: (railkv.v1.QuorumArithmetic.$Properties|null);

                /** ChangeNodeResponse changed */
                changed?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ChangeNodeResponse. */
            type $Shape = railkv.v1.ChangeNodeResponse.$Properties;
        }

        /**
         * Properties of a QuorumArithmetic.
         * @deprecated Use railkv.v1.QuorumArithmetic.$Properties instead.
         */
        interface IQuorumArithmetic extends railkv.v1.QuorumArithmetic.$Properties {
        }

        /** Represents a QuorumArithmetic. */
        class QuorumArithmetic {

            /**
             * Constructs a new QuorumArithmetic.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.QuorumArithmetic.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QuorumArithmetic leaders. */
            leaders: number;

            /** QuorumArithmetic copies. */
            copies: number;

            /** QuorumArithmetic blocked. */
            blocked: number;

            /** QuorumArithmetic groups. */
            groups: railkv.v1.GroupArithmetic.$Properties[];

            /** QuorumArithmetic text. */
            text: string[];

            /**
             * Creates a new QuorumArithmetic instance using the specified properties.
             * @param [properties] Properties to set
             * @returns QuorumArithmetic instance
             */
            static create(properties: railkv.v1.QuorumArithmetic.$Shape): railkv.v1.QuorumArithmetic & railkv.v1.QuorumArithmetic.$Shape;
            static create(properties?: railkv.v1.QuorumArithmetic.$Properties): railkv.v1.QuorumArithmetic;

            /**
             * Encodes the specified QuorumArithmetic message. Does not implicitly {@link railkv.v1.QuorumArithmetic.verify|verify} messages.
             * @param message QuorumArithmetic message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.QuorumArithmetic.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QuorumArithmetic message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.QuorumArithmetic & railkv.v1.QuorumArithmetic.$Shape} QuorumArithmetic
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.QuorumArithmetic & railkv.v1.QuorumArithmetic.$Shape;
        }

        namespace QuorumArithmetic {

            /** Properties of a QuorumArithmetic. */
            interface $Properties {

                /** QuorumArithmetic leaders */
                leaders?: (number|null);

                /** QuorumArithmetic copies */
                copies?: (number|null);

                /** QuorumArithmetic blocked */
                blocked?: (number|null);

                /** QuorumArithmetic groups */
                groups?: (railkv.v1.GroupArithmetic.$Properties[]|null);

                /** QuorumArithmetic text */
                text?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QuorumArithmetic. */
            type $Shape = railkv.v1.QuorumArithmetic.$Properties;
        }

        /**
         * Properties of a GroupArithmetic.
         * @deprecated Use railkv.v1.GroupArithmetic.$Properties instead.
         */
        interface IGroupArithmetic extends railkv.v1.GroupArithmetic.$Properties {
        }

        /** Represents a GroupArithmetic. */
        class GroupArithmetic {

            /**
             * Constructs a new GroupArithmetic.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GroupArithmetic.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupArithmetic group. */
            group: number;

            /** GroupArithmetic voters. */
            voters: number;

            /** GroupArithmetic votersAlive. */
            votersAlive: number;

            /** GroupArithmetic ackQuorum. */
            ackQuorum: number;

            /** GroupArithmetic needed. */
            needed: number;

            /** GroupArithmetic goesOn. */
            goesOn: boolean;

            /** GroupArithmetic targetNodeId. */
            targetNodeId: string;

            /** GroupArithmetic text. */
            text: string;

            /** GroupArithmetic wantedAfter. */
            wantedAfter: number;

            /**
             * Creates a new GroupArithmetic instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupArithmetic instance
             */
            static create(properties: railkv.v1.GroupArithmetic.$Shape): railkv.v1.GroupArithmetic & railkv.v1.GroupArithmetic.$Shape;
            static create(properties?: railkv.v1.GroupArithmetic.$Properties): railkv.v1.GroupArithmetic;

            /**
             * Encodes the specified GroupArithmetic message. Does not implicitly {@link railkv.v1.GroupArithmetic.verify|verify} messages.
             * @param message GroupArithmetic message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GroupArithmetic.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupArithmetic message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GroupArithmetic & railkv.v1.GroupArithmetic.$Shape} GroupArithmetic
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GroupArithmetic & railkv.v1.GroupArithmetic.$Shape;
        }

        namespace GroupArithmetic {

            /** Properties of a GroupArithmetic. */
            interface $Properties {

                /** GroupArithmetic group */
                group?: (number|null);

                /** GroupArithmetic voters */
                voters?: (number|null);

                /** GroupArithmetic votersAlive */
                votersAlive?: (number|null);

                /** GroupArithmetic ackQuorum */
                ackQuorum?: (number|null);

                /** GroupArithmetic needed */
                needed?: (number|null);

                /** GroupArithmetic goesOn */
                goesOn?: (boolean|null);

                /** GroupArithmetic targetNodeId */
                targetNodeId?: (string|null);

                /** GroupArithmetic text */
                text?: (string|null);

                /** GroupArithmetic wantedAfter */
                wantedAfter?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupArithmetic. */
            type $Shape = railkv.v1.GroupArithmetic.$Properties;
        }

        /** OperatorKind enum. */
        enum OperatorKind {

            /** OPERATOR_KIND_UNSPECIFIED value */
            OPERATOR_KIND_UNSPECIFIED = 0,

            /** OPERATOR_KIND_REPAIR value */
            OPERATOR_KIND_REPAIR = 1,

            /** OPERATOR_KIND_ZONE value */
            OPERATOR_KIND_ZONE = 2,

            /** OPERATOR_KIND_BALANCE_REPLICA value */
            OPERATOR_KIND_BALANCE_REPLICA = 3,

            /** OPERATOR_KIND_BALANCE_LEADER value */
            OPERATOR_KIND_BALANCE_LEADER = 4,

            /** OPERATOR_KIND_DRAIN value */
            OPERATOR_KIND_DRAIN = 5,

            /** OPERATOR_KIND_SPLIT value */
            OPERATOR_KIND_SPLIT = 6,

            /** OPERATOR_KIND_ADMIN value */
            OPERATOR_KIND_ADMIN = 7,

            /** OPERATOR_KIND_NODE_DRAIN value */
            OPERATOR_KIND_NODE_DRAIN = 8,

            /** OPERATOR_KIND_NODE_DECOMMISSION value */
            OPERATOR_KIND_NODE_DECOMMISSION = 9
        }

        /** OperatorResult enum. */
        enum OperatorResult {

            /** OPERATOR_RESULT_RUNNING value */
            OPERATOR_RESULT_RUNNING = 0,

            /** OPERATOR_RESULT_DONE value */
            OPERATOR_RESULT_DONE = 1,

            /** OPERATOR_RESULT_CANCELLED value */
            OPERATOR_RESULT_CANCELLED = 2,

            /** OPERATOR_RESULT_REPLACED value */
            OPERATOR_RESULT_REPLACED = 3,

            /** OPERATOR_RESULT_TIMED_OUT value */
            OPERATOR_RESULT_TIMED_OUT = 4,

            /** OPERATOR_RESULT_FAILED value */
            OPERATOR_RESULT_FAILED = 5,

            /** OPERATOR_RESULT_OBSOLETE value */
            OPERATOR_RESULT_OBSOLETE = 6
        }

        /**
         * Properties of an OperatorStep.
         * @deprecated Use railkv.v1.OperatorStep.$Properties instead.
         */
        interface IOperatorStep extends railkv.v1.OperatorStep.$Properties {
        }

        /** Represents an OperatorStep. */
        class OperatorStep {

            /**
             * Constructs a new OperatorStep.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.OperatorStep.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OperatorStep addLearner. */
            addLearner?: (railkv.v1.StepAddLearner.$Properties|null);

            /** OperatorStep catchUp. */
            catchUp?: (railkv.v1.StepCatchUp.$Properties|null);

            /** OperatorStep joint. */
            joint?: (railkv.v1.StepJoint.$Properties|null);

            /** OperatorStep transferLeader. */
            transferLeader?: (railkv.v1.StepTransferLeader.$Properties|null);

            /** OperatorStep remove. */
            remove?: (railkv.v1.StepRemove.$Properties|null);

            /** OperatorStep split. */
            split?: (railkv.v1.StepSplit.$Properties|null);

            /** OperatorStep setAckQuorum. */
            setAckQuorum?: (railkv.v1.StepSetAckQuorum.$Properties|null);

            /** OperatorStep step. */
            step?: ("addLearner"|"catchUp"|"joint"|"transferLeader"|"remove"|"split"|"setAckQuorum");

            /**
             * Creates a new OperatorStep instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OperatorStep instance
             */
            static create(properties: railkv.v1.OperatorStep.$Shape): railkv.v1.OperatorStep & railkv.v1.OperatorStep.$Shape;
            static create(properties?: railkv.v1.OperatorStep.$Properties): railkv.v1.OperatorStep;

            /**
             * Encodes the specified OperatorStep message. Does not implicitly {@link railkv.v1.OperatorStep.verify|verify} messages.
             * @param message OperatorStep message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.OperatorStep.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OperatorStep message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.OperatorStep & railkv.v1.OperatorStep.$Shape} OperatorStep
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.OperatorStep & railkv.v1.OperatorStep.$Shape;
        }

        namespace OperatorStep {

            /** Properties of an OperatorStep. */
            interface $Properties {

                /** OperatorStep addLearner */
                addLearner?: (railkv.v1.StepAddLearner.$Properties|null);

                /** OperatorStep catchUp */
                catchUp?: (railkv.v1.StepCatchUp.$Properties|null);

                /** OperatorStep joint */
                joint?: (railkv.v1.StepJoint.$Properties|null);

                /** OperatorStep transferLeader */
                transferLeader?: (railkv.v1.StepTransferLeader.$Properties|null);

                /** OperatorStep remove */
                remove?: (railkv.v1.StepRemove.$Properties|null);

                /** OperatorStep split */
                split?: (railkv.v1.StepSplit.$Properties|null);

                /** OperatorStep setAckQuorum */
                setAckQuorum?: (railkv.v1.StepSetAckQuorum.$Properties|null);

                /** OperatorStep step */
                step?: ("addLearner"|"catchUp"|"joint"|"transferLeader"|"remove"|"split"|"setAckQuorum");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an OperatorStep. */
            type $Shape = {
              addLearner?: railkv.v1.StepAddLearner.$Shape|null;
              catchUp?: railkv.v1.StepCatchUp.$Shape|null;
              joint?: railkv.v1.StepJoint.$Shape|null;
              transferLeader?: railkv.v1.StepTransferLeader.$Shape|null;
              remove?: railkv.v1.StepRemove.$Shape|null;
              split?: railkv.v1.StepSplit.$Shape|null;
              setAckQuorum?: railkv.v1.StepSetAckQuorum.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ step?: undefined; addLearner?: null; catchUp?: null; joint?: null; transferLeader?: null; remove?: null; split?: null; setAckQuorum?: null }|{ step?: "addLearner"; addLearner: railkv.v1.StepAddLearner.$Shape; catchUp?: null; joint?: null; transferLeader?: null; remove?: null; split?: null; setAckQuorum?: null }|{ step?: "catchUp"; addLearner?: null; catchUp: railkv.v1.StepCatchUp.$Shape; joint?: null; transferLeader?: null; remove?: null; split?: null; setAckQuorum?: null }|{ step?: "joint"; addLearner?: null; catchUp?: null; joint: railkv.v1.StepJoint.$Shape; transferLeader?: null; remove?: null; split?: null; setAckQuorum?: null }|{ step?: "transferLeader"; addLearner?: null; catchUp?: null; joint?: null; transferLeader: railkv.v1.StepTransferLeader.$Shape; remove?: null; split?: null; setAckQuorum?: null }|{ step?: "remove"; addLearner?: null; catchUp?: null; joint?: null; transferLeader?: null; remove: railkv.v1.StepRemove.$Shape; split?: null; setAckQuorum?: null }|{ step?: "split"; addLearner?: null; catchUp?: null; joint?: null; transferLeader?: null; remove?: null; split: railkv.v1.StepSplit.$Shape; setAckQuorum?: null }|{ step?: "setAckQuorum"; addLearner?: null; catchUp?: null; joint?: null; transferLeader?: null; remove?: null; split?: null; setAckQuorum: railkv.v1.StepSetAckQuorum.$Shape })
            );
        }

        /**
         * Properties of a StepAddLearner.
         * @deprecated Use railkv.v1.StepAddLearner.$Properties instead.
         */
        interface IStepAddLearner extends railkv.v1.StepAddLearner.$Properties {
        }

        /** Represents a StepAddLearner. */
        class StepAddLearner {

            /**
             * Constructs a new StepAddLearner.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StepAddLearner.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepAddLearner nodeId. */
            nodeId: string;

            /**
             * Creates a new StepAddLearner instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StepAddLearner instance
             */
            static create(properties: railkv.v1.StepAddLearner.$Shape): railkv.v1.StepAddLearner & railkv.v1.StepAddLearner.$Shape;
            static create(properties?: railkv.v1.StepAddLearner.$Properties): railkv.v1.StepAddLearner;

            /**
             * Encodes the specified StepAddLearner message. Does not implicitly {@link railkv.v1.StepAddLearner.verify|verify} messages.
             * @param message StepAddLearner message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StepAddLearner.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepAddLearner message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StepAddLearner & railkv.v1.StepAddLearner.$Shape} StepAddLearner
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StepAddLearner & railkv.v1.StepAddLearner.$Shape;
        }

        namespace StepAddLearner {

            /** Properties of a StepAddLearner. */
            interface $Properties {

                /** StepAddLearner nodeId */
                nodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepAddLearner. */
            type $Shape = railkv.v1.StepAddLearner.$Properties;
        }

        /**
         * Properties of a StepCatchUp.
         * @deprecated Use railkv.v1.StepCatchUp.$Properties instead.
         */
        interface IStepCatchUp extends railkv.v1.StepCatchUp.$Properties {
        }

        /** Represents a StepCatchUp. */
        class StepCatchUp {

            /**
             * Constructs a new StepCatchUp.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StepCatchUp.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepCatchUp nodeId. */
            nodeId: string;

            /**
             * Creates a new StepCatchUp instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StepCatchUp instance
             */
            static create(properties: railkv.v1.StepCatchUp.$Shape): railkv.v1.StepCatchUp & railkv.v1.StepCatchUp.$Shape;
            static create(properties?: railkv.v1.StepCatchUp.$Properties): railkv.v1.StepCatchUp;

            /**
             * Encodes the specified StepCatchUp message. Does not implicitly {@link railkv.v1.StepCatchUp.verify|verify} messages.
             * @param message StepCatchUp message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StepCatchUp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepCatchUp message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StepCatchUp & railkv.v1.StepCatchUp.$Shape} StepCatchUp
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StepCatchUp & railkv.v1.StepCatchUp.$Shape;
        }

        namespace StepCatchUp {

            /** Properties of a StepCatchUp. */
            interface $Properties {

                /** StepCatchUp nodeId */
                nodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepCatchUp. */
            type $Shape = railkv.v1.StepCatchUp.$Properties;
        }

        /**
         * Properties of a StepJoint.
         * @deprecated Use railkv.v1.StepJoint.$Properties instead.
         */
        interface IStepJoint extends railkv.v1.StepJoint.$Properties {
        }

        /** Represents a StepJoint. */
        class StepJoint {

            /**
             * Constructs a new StepJoint.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StepJoint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepJoint addNodeId. */
            addNodeId: string;

            /** StepJoint removeNodeId. */
            removeNodeId: string;

            /**
             * Creates a new StepJoint instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StepJoint instance
             */
            static create(properties: railkv.v1.StepJoint.$Shape): railkv.v1.StepJoint & railkv.v1.StepJoint.$Shape;
            static create(properties?: railkv.v1.StepJoint.$Properties): railkv.v1.StepJoint;

            /**
             * Encodes the specified StepJoint message. Does not implicitly {@link railkv.v1.StepJoint.verify|verify} messages.
             * @param message StepJoint message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StepJoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepJoint message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StepJoint & railkv.v1.StepJoint.$Shape} StepJoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StepJoint & railkv.v1.StepJoint.$Shape;
        }

        namespace StepJoint {

            /** Properties of a StepJoint. */
            interface $Properties {

                /** StepJoint addNodeId */
                addNodeId?: (string|null);

                /** StepJoint removeNodeId */
                removeNodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepJoint. */
            type $Shape = railkv.v1.StepJoint.$Properties;
        }

        /**
         * Properties of a StepTransferLeader.
         * @deprecated Use railkv.v1.StepTransferLeader.$Properties instead.
         */
        interface IStepTransferLeader extends railkv.v1.StepTransferLeader.$Properties {
        }

        /** Represents a StepTransferLeader. */
        class StepTransferLeader {

            /**
             * Constructs a new StepTransferLeader.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StepTransferLeader.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepTransferLeader nodeId. */
            nodeId: string;

            /**
             * Creates a new StepTransferLeader instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StepTransferLeader instance
             */
            static create(properties: railkv.v1.StepTransferLeader.$Shape): railkv.v1.StepTransferLeader & railkv.v1.StepTransferLeader.$Shape;
            static create(properties?: railkv.v1.StepTransferLeader.$Properties): railkv.v1.StepTransferLeader;

            /**
             * Encodes the specified StepTransferLeader message. Does not implicitly {@link railkv.v1.StepTransferLeader.verify|verify} messages.
             * @param message StepTransferLeader message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StepTransferLeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepTransferLeader message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StepTransferLeader & railkv.v1.StepTransferLeader.$Shape} StepTransferLeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StepTransferLeader & railkv.v1.StepTransferLeader.$Shape;
        }

        namespace StepTransferLeader {

            /** Properties of a StepTransferLeader. */
            interface $Properties {

                /** StepTransferLeader nodeId */
                nodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepTransferLeader. */
            type $Shape = railkv.v1.StepTransferLeader.$Properties;
        }

        /**
         * Properties of a StepRemove.
         * @deprecated Use railkv.v1.StepRemove.$Properties instead.
         */
        interface IStepRemove extends railkv.v1.StepRemove.$Properties {
        }

        /** Represents a StepRemove. */
        class StepRemove {

            /**
             * Constructs a new StepRemove.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StepRemove.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepRemove nodeId. */
            nodeId: string;

            /**
             * Creates a new StepRemove instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StepRemove instance
             */
            static create(properties: railkv.v1.StepRemove.$Shape): railkv.v1.StepRemove & railkv.v1.StepRemove.$Shape;
            static create(properties?: railkv.v1.StepRemove.$Properties): railkv.v1.StepRemove;

            /**
             * Encodes the specified StepRemove message. Does not implicitly {@link railkv.v1.StepRemove.verify|verify} messages.
             * @param message StepRemove message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StepRemove.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepRemove message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StepRemove & railkv.v1.StepRemove.$Shape} StepRemove
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StepRemove & railkv.v1.StepRemove.$Shape;
        }

        namespace StepRemove {

            /** Properties of a StepRemove. */
            interface $Properties {

                /** StepRemove nodeId */
                nodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepRemove. */
            type $Shape = railkv.v1.StepRemove.$Properties;
        }

        /**
         * Properties of a StepSplit.
         * @deprecated Use railkv.v1.StepSplit.$Properties instead.
         */
        interface IStepSplit extends railkv.v1.StepSplit.$Properties {
        }

        /** Represents a StepSplit. */
        class StepSplit {

            /**
             * Constructs a new StepSplit.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StepSplit.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepSplit key. */
            key: Uint8Array;

            /** StepSplit childGroup. */
            childGroup: number;

            /**
             * Creates a new StepSplit instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StepSplit instance
             */
            static create(properties: railkv.v1.StepSplit.$Shape): railkv.v1.StepSplit & railkv.v1.StepSplit.$Shape;
            static create(properties?: railkv.v1.StepSplit.$Properties): railkv.v1.StepSplit;

            /**
             * Encodes the specified StepSplit message. Does not implicitly {@link railkv.v1.StepSplit.verify|verify} messages.
             * @param message StepSplit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StepSplit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepSplit message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StepSplit & railkv.v1.StepSplit.$Shape} StepSplit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StepSplit & railkv.v1.StepSplit.$Shape;
        }

        namespace StepSplit {

            /** Properties of a StepSplit. */
            interface $Properties {

                /** StepSplit key */
                key?: (Uint8Array|null);

                /** StepSplit childGroup */
                childGroup?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepSplit. */
            type $Shape = railkv.v1.StepSplit.$Properties;
        }

        /**
         * Properties of a StepSetAckQuorum.
         * @deprecated Use railkv.v1.StepSetAckQuorum.$Properties instead.
         */
        interface IStepSetAckQuorum extends railkv.v1.StepSetAckQuorum.$Properties {
        }

        /** Represents a StepSetAckQuorum. */
        class StepSetAckQuorum {

            /**
             * Constructs a new StepSetAckQuorum.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StepSetAckQuorum.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepSetAckQuorum ackQuorum. */
            ackQuorum: number;

            /**
             * Creates a new StepSetAckQuorum instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StepSetAckQuorum instance
             */
            static create(properties: railkv.v1.StepSetAckQuorum.$Shape): railkv.v1.StepSetAckQuorum & railkv.v1.StepSetAckQuorum.$Shape;
            static create(properties?: railkv.v1.StepSetAckQuorum.$Properties): railkv.v1.StepSetAckQuorum;

            /**
             * Encodes the specified StepSetAckQuorum message. Does not implicitly {@link railkv.v1.StepSetAckQuorum.verify|verify} messages.
             * @param message StepSetAckQuorum message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StepSetAckQuorum.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepSetAckQuorum message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StepSetAckQuorum & railkv.v1.StepSetAckQuorum.$Shape} StepSetAckQuorum
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StepSetAckQuorum & railkv.v1.StepSetAckQuorum.$Shape;
        }

        namespace StepSetAckQuorum {

            /** Properties of a StepSetAckQuorum. */
            interface $Properties {

                /** StepSetAckQuorum ackQuorum */
                ackQuorum?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepSetAckQuorum. */
            type $Shape = railkv.v1.StepSetAckQuorum.$Properties;
        }

        /**
         * Properties of an Operator.
         * @deprecated Use railkv.v1.Operator.$Properties instead.
         */
        interface IOperator extends railkv.v1.Operator.$Properties {
        }

        /** Represents an Operator. */
        class Operator {

            /**
             * Constructs a new Operator.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Operator.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Operator operatorId. */
            operatorId: number;

            /** Operator group. */
            group: number;

            /** Operator nodeId. */
            nodeId: string;

            /** Operator kind. */
            kind: railkv.v1.OperatorKind;

            /** Operator steps. */
            steps: railkv.v1.OperatorStep.$Properties[];

            /** Operator step. */
            step: number;

            /** Operator doing. */
            doing: string;

            /** Operator waitsFor. */
            waitsFor: string;

            /** Operator reason. */
            reason: string;

            /** Operator caller. */
            caller: string;

            /** Operator startedMs. */
            startedMs: number;

            /** Operator deadlineMs. */
            deadlineMs: number;

            /** Operator stepSinceMs. */
            stepSinceMs: number;

            /** Operator result. */
            result: railkv.v1.OperatorResult;

            /** Operator message. */
            message: string;

            /** Operator endedMs. */
            endedMs: number;

            /** Operator endedAt. */
            endedAt: number;

            /** Operator confVersion. */
            confVersion: number;

            /** Operator total. */
            total: number;

            /**
             * Creates a new Operator instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Operator instance
             */
            static create(properties: railkv.v1.Operator.$Shape): railkv.v1.Operator & railkv.v1.Operator.$Shape;
            static create(properties?: railkv.v1.Operator.$Properties): railkv.v1.Operator;

            /**
             * Encodes the specified Operator message. Does not implicitly {@link railkv.v1.Operator.verify|verify} messages.
             * @param message Operator message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Operator.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Operator message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Operator & railkv.v1.Operator.$Shape} Operator
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Operator & railkv.v1.Operator.$Shape;
        }

        namespace Operator {

            /** Properties of an Operator. */
            interface $Properties {

                /** Operator operatorId */
                operatorId?: (number|null);

                /** Operator group */
                group?: (number|null);

                /** Operator nodeId */
                nodeId?: (string|null);

                /** Operator kind */
                kind?: (railkv.v1.OperatorKind|null);

                /** Operator steps */
                steps?: (railkv.v1.OperatorStep.$Properties[]|null);

                /** Operator step */
                step?: (number|null);

                /** Operator doing */
                doing?: (string|null);

                /** Operator waitsFor */
                waitsFor?: (string|null);

                /** Operator reason */
                reason?: (string|null);

                /** Operator caller */
                caller?: (string|null);

                /** Operator startedMs */
                startedMs?: (number|null);

                /** Operator deadlineMs */
                deadlineMs?: (number|null);

                /** Operator stepSinceMs */
                stepSinceMs?: (number|null);

                /** Operator result */
                result?: (railkv.v1.OperatorResult|null);

                /** Operator message */
                message?: (string|null);

                /** Operator endedMs */
                endedMs?: (number|null);

                /** Operator endedAt */
                endedAt?: (number|null);

                /** Operator confVersion */
                confVersion?: (number|null);

                /** Operator total */
                total?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Operator. */
            type $Shape = {
              operatorId?: number|null;
              group?: number|null;
              nodeId?: string|null;
              kind?: railkv.v1.OperatorKind|null;
              steps?: railkv.v1.OperatorStep.$Shape[]|null;
              step?: number|null;
              doing?: string|null;
              waitsFor?: string|null;
              reason?: string|null;
              caller?: string|null;
              startedMs?: number|null;
              deadlineMs?: number|null;
              stepSinceMs?: number|null;
              result?: railkv.v1.OperatorResult|null;
              message?: string|null;
              endedMs?: number|null;
              endedAt?: number|null;
              confVersion?: number|null;
              total?: number|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a ListOperatorsRequest.
         * @deprecated Use railkv.v1.ListOperatorsRequest.$Properties instead.
         */
        interface IListOperatorsRequest extends railkv.v1.ListOperatorsRequest.$Properties {
        }

        /** Represents a ListOperatorsRequest. */
        class ListOperatorsRequest {

            /**
             * Constructs a new ListOperatorsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ListOperatorsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListOperatorsRequest history. */
            history: boolean;

            /** ListOperatorsRequest group. */
            group: number;

            /** ListOperatorsRequest byGroup. */
            byGroup: boolean;

            /** ListOperatorsRequest nodeId. */
            nodeId: string;

            /** ListOperatorsRequest limit. */
            limit: number;

            /**
             * Creates a new ListOperatorsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListOperatorsRequest instance
             */
            static create(properties: railkv.v1.ListOperatorsRequest.$Shape): railkv.v1.ListOperatorsRequest & railkv.v1.ListOperatorsRequest.$Shape;
            static create(properties?: railkv.v1.ListOperatorsRequest.$Properties): railkv.v1.ListOperatorsRequest;

            /**
             * Encodes the specified ListOperatorsRequest message. Does not implicitly {@link railkv.v1.ListOperatorsRequest.verify|verify} messages.
             * @param message ListOperatorsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ListOperatorsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListOperatorsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ListOperatorsRequest & railkv.v1.ListOperatorsRequest.$Shape} ListOperatorsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ListOperatorsRequest & railkv.v1.ListOperatorsRequest.$Shape;
        }

        namespace ListOperatorsRequest {

            /** Properties of a ListOperatorsRequest. */
            interface $Properties {

                /** ListOperatorsRequest history */
                history?: (boolean|null);

                /** ListOperatorsRequest group */
                group?: (number|null);

                /** ListOperatorsRequest byGroup */
                byGroup?: (boolean|null);

                /** ListOperatorsRequest nodeId */
                nodeId?: (string|null);

                /** ListOperatorsRequest limit */
                limit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListOperatorsRequest. */
            type $Shape = railkv.v1.ListOperatorsRequest.$Properties;
        }

        /**
         * Properties of a ListOperatorsResponse.
         * @deprecated Use railkv.v1.ListOperatorsResponse.$Properties instead.
         */
        interface IListOperatorsResponse extends railkv.v1.ListOperatorsResponse.$Properties {
        }

        /** Represents a ListOperatorsResponse. */
        class ListOperatorsResponse {

            /**
             * Constructs a new ListOperatorsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ListOperatorsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListOperatorsResponse operators. */
            operators: railkv.v1.Operator.$Properties[];

            /** ListOperatorsResponse more. */
            more: boolean;

            /**
             * Creates a new ListOperatorsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListOperatorsResponse instance
             */
            static create(properties: railkv.v1.ListOperatorsResponse.$Shape): railkv.v1.ListOperatorsResponse & railkv.v1.ListOperatorsResponse.$Shape;
            static create(properties?: railkv.v1.ListOperatorsResponse.$Properties): railkv.v1.ListOperatorsResponse;

            /**
             * Encodes the specified ListOperatorsResponse message. Does not implicitly {@link railkv.v1.ListOperatorsResponse.verify|verify} messages.
             * @param message ListOperatorsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ListOperatorsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListOperatorsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ListOperatorsResponse & railkv.v1.ListOperatorsResponse.$Shape} ListOperatorsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ListOperatorsResponse & railkv.v1.ListOperatorsResponse.$Shape;
        }

        namespace ListOperatorsResponse {

            /** Properties of a ListOperatorsResponse. */
            interface $Properties {

                /** ListOperatorsResponse operators */
                operators?: (railkv.v1.Operator.$Properties[]|null);

                /** ListOperatorsResponse more */
                more?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListOperatorsResponse. */
            type $Shape = {
              operators?: railkv.v1.Operator.$Shape[]|null;
              more?: boolean|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a GetOperatorRequest.
         * @deprecated Use railkv.v1.GetOperatorRequest.$Properties instead.
         */
        interface IGetOperatorRequest extends railkv.v1.GetOperatorRequest.$Properties {
        }

        /** Represents a GetOperatorRequest. */
        class GetOperatorRequest {

            /**
             * Constructs a new GetOperatorRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetOperatorRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetOperatorRequest operatorId. */
            operatorId: number;

            /**
             * Creates a new GetOperatorRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetOperatorRequest instance
             */
            static create(properties: railkv.v1.GetOperatorRequest.$Shape): railkv.v1.GetOperatorRequest & railkv.v1.GetOperatorRequest.$Shape;
            static create(properties?: railkv.v1.GetOperatorRequest.$Properties): railkv.v1.GetOperatorRequest;

            /**
             * Encodes the specified GetOperatorRequest message. Does not implicitly {@link railkv.v1.GetOperatorRequest.verify|verify} messages.
             * @param message GetOperatorRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetOperatorRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetOperatorRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetOperatorRequest & railkv.v1.GetOperatorRequest.$Shape} GetOperatorRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetOperatorRequest & railkv.v1.GetOperatorRequest.$Shape;
        }

        namespace GetOperatorRequest {

            /** Properties of a GetOperatorRequest. */
            interface $Properties {

                /** GetOperatorRequest operatorId */
                operatorId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetOperatorRequest. */
            type $Shape = railkv.v1.GetOperatorRequest.$Properties;
        }

        /**
         * Properties of a GetOperatorResponse.
         * @deprecated Use railkv.v1.GetOperatorResponse.$Properties instead.
         */
        interface IGetOperatorResponse extends railkv.v1.GetOperatorResponse.$Properties {
        }

        /** Represents a GetOperatorResponse. */
        class GetOperatorResponse {

            /**
             * Constructs a new GetOperatorResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetOperatorResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetOperatorResponse operator. */
            operator?: (railkv.v1.Operator.$Properties|null);

            /**
             * Creates a new GetOperatorResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetOperatorResponse instance
             */
            static create(properties: railkv.v1.GetOperatorResponse.$Shape): railkv.v1.GetOperatorResponse & railkv.v1.GetOperatorResponse.$Shape;
            static create(properties?: railkv.v1.GetOperatorResponse.$Properties): railkv.v1.GetOperatorResponse;

            /**
             * Encodes the specified GetOperatorResponse message. Does not implicitly {@link railkv.v1.GetOperatorResponse.verify|verify} messages.
             * @param message GetOperatorResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetOperatorResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetOperatorResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetOperatorResponse & railkv.v1.GetOperatorResponse.$Shape} GetOperatorResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetOperatorResponse & railkv.v1.GetOperatorResponse.$Shape;
        }

        namespace GetOperatorResponse {

            /** Properties of a GetOperatorResponse. */
            interface $Properties {

                /** GetOperatorResponse operator */
                operator?: (railkv.v1.Operator.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetOperatorResponse. */
            type $Shape = {
              operator?: railkv.v1.Operator.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a CancelOperatorRequest.
         * @deprecated Use railkv.v1.CancelOperatorRequest.$Properties instead.
         */
        interface ICancelOperatorRequest extends railkv.v1.CancelOperatorRequest.$Properties {
        }

        /** Represents a CancelOperatorRequest. */
        class CancelOperatorRequest {

            /**
             * Constructs a new CancelOperatorRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.CancelOperatorRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CancelOperatorRequest operatorId. */
            operatorId: number;

            /**
             * Creates a new CancelOperatorRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CancelOperatorRequest instance
             */
            static create(properties: railkv.v1.CancelOperatorRequest.$Shape): railkv.v1.CancelOperatorRequest & railkv.v1.CancelOperatorRequest.$Shape;
            static create(properties?: railkv.v1.CancelOperatorRequest.$Properties): railkv.v1.CancelOperatorRequest;

            /**
             * Encodes the specified CancelOperatorRequest message. Does not implicitly {@link railkv.v1.CancelOperatorRequest.verify|verify} messages.
             * @param message CancelOperatorRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.CancelOperatorRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CancelOperatorRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.CancelOperatorRequest & railkv.v1.CancelOperatorRequest.$Shape} CancelOperatorRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.CancelOperatorRequest & railkv.v1.CancelOperatorRequest.$Shape;
        }

        namespace CancelOperatorRequest {

            /** Properties of a CancelOperatorRequest. */
            interface $Properties {

                /** CancelOperatorRequest operatorId */
                operatorId?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CancelOperatorRequest. */
            type $Shape = railkv.v1.CancelOperatorRequest.$Properties;
        }

        /**
         * Properties of a CancelOperatorResponse.
         * @deprecated Use railkv.v1.CancelOperatorResponse.$Properties instead.
         */
        interface ICancelOperatorResponse extends railkv.v1.CancelOperatorResponse.$Properties {
        }

        /** Represents a CancelOperatorResponse. */
        class CancelOperatorResponse {

            /**
             * Constructs a new CancelOperatorResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.CancelOperatorResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CancelOperatorResponse operator. */
            operator?: (railkv.v1.Operator.$Properties|null);

            /** CancelOperatorResponse changed. */
            changed: boolean;

            /**
             * Creates a new CancelOperatorResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CancelOperatorResponse instance
             */
            static create(properties: railkv.v1.CancelOperatorResponse.$Shape): railkv.v1.CancelOperatorResponse & railkv.v1.CancelOperatorResponse.$Shape;
            static create(properties?: railkv.v1.CancelOperatorResponse.$Properties): railkv.v1.CancelOperatorResponse;

            /**
             * Encodes the specified CancelOperatorResponse message. Does not implicitly {@link railkv.v1.CancelOperatorResponse.verify|verify} messages.
             * @param message CancelOperatorResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.CancelOperatorResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CancelOperatorResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.CancelOperatorResponse & railkv.v1.CancelOperatorResponse.$Shape} CancelOperatorResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.CancelOperatorResponse & railkv.v1.CancelOperatorResponse.$Shape;
        }

        namespace CancelOperatorResponse {

            /** Properties of a CancelOperatorResponse. */
            interface $Properties {

                /** CancelOperatorResponse operator */
                operator?: (railkv.v1.Operator.$Properties|null);

                /** CancelOperatorResponse changed */
                changed?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CancelOperatorResponse. */
            type $Shape = {
              operator?: railkv.v1.Operator.$Shape|null;
              changed?: boolean|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a Maintenance.
         * @deprecated Use railkv.v1.Maintenance.$Properties instead.
         */
        interface IMaintenance extends railkv.v1.Maintenance.$Properties {
        }

        /** Represents a Maintenance. */
        class Maintenance {

            /**
             * Constructs a new Maintenance.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Maintenance.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Maintenance on. */
            on: boolean;

            /** Maintenance repairs. */
            repairs: boolean;

            /** Maintenance reason. */
            reason: string;

            /** Maintenance sinceMs. */
            sinceMs: number;

            /** Maintenance caller. */
            caller: string;

            /**
             * Creates a new Maintenance instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Maintenance instance
             */
            static create(properties: railkv.v1.Maintenance.$Shape): railkv.v1.Maintenance & railkv.v1.Maintenance.$Shape;
            static create(properties?: railkv.v1.Maintenance.$Properties): railkv.v1.Maintenance;

            /**
             * Encodes the specified Maintenance message. Does not implicitly {@link railkv.v1.Maintenance.verify|verify} messages.
             * @param message Maintenance message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Maintenance.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Maintenance message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Maintenance & railkv.v1.Maintenance.$Shape} Maintenance
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Maintenance & railkv.v1.Maintenance.$Shape;
        }

        namespace Maintenance {

            /** Properties of a Maintenance. */
            interface $Properties {

                /** Maintenance on */
                on?: (boolean|null);

                /** Maintenance repairs */
                repairs?: (boolean|null);

                /** Maintenance reason */
                reason?: (string|null);

                /** Maintenance sinceMs */
                sinceMs?: (number|null);

                /** Maintenance caller */
                caller?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Maintenance. */
            type $Shape = railkv.v1.Maintenance.$Properties;
        }

        /**
         * Properties of a PlacementSettings.
         * @deprecated Use railkv.v1.PlacementSettings.$Properties instead.
         */
        interface IPlacementSettings extends railkv.v1.PlacementSettings.$Properties {
        }

        /** Represents a PlacementSettings. */
        class PlacementSettings {

            /**
             * Constructs a new PlacementSettings.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.PlacementSettings.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlacementSettings maintenance. */
            maintenance?: (railkv.v1.Maintenance.$Properties|null);

            /** PlacementSettings disconnectedAfterMs. */
            disconnectedAfterMs: number;

            /** PlacementSettings downAfterMs. */
            downAfterMs: number;

            /** PlacementSettings operatorsMax. */
            operatorsMax: number;

            /** PlacementSettings arrivingMax. */
            arrivingMax: number;

            /** PlacementSettings leavingMax. */
            leavingMax: number;

            /** PlacementSettings repairsMax. */
            repairsMax: number;

            /** PlacementSettings transfersMax. */
            transfersMax: number;

            /** PlacementSettings splitCommandsPerSecond. */
            splitCommandsPerSecond: number;

            /** PlacementSettings splitAfterMs. */
            splitAfterMs: number;

            /** PlacementSettings balancePercent. */
            balancePercent: number;

            /**
             * Creates a new PlacementSettings instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlacementSettings instance
             */
            static create(properties: railkv.v1.PlacementSettings.$Shape): railkv.v1.PlacementSettings & railkv.v1.PlacementSettings.$Shape;
            static create(properties?: railkv.v1.PlacementSettings.$Properties): railkv.v1.PlacementSettings;

            /**
             * Encodes the specified PlacementSettings message. Does not implicitly {@link railkv.v1.PlacementSettings.verify|verify} messages.
             * @param message PlacementSettings message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.PlacementSettings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlacementSettings message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.PlacementSettings & railkv.v1.PlacementSettings.$Shape} PlacementSettings
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.PlacementSettings & railkv.v1.PlacementSettings.$Shape;
        }

        namespace PlacementSettings {

            /** Properties of a PlacementSettings. */
            interface $Properties {

                /** PlacementSettings maintenance */
                maintenance?: (railkv.v1.Maintenance.$Properties|null);

                /** PlacementSettings disconnectedAfterMs */
                disconnectedAfterMs?: (number|null);

                /** PlacementSettings downAfterMs */
                downAfterMs?: (number|null);

                /** PlacementSettings operatorsMax */
                operatorsMax?: (number|null);

                /** PlacementSettings arrivingMax */
                arrivingMax?: (number|null);

                /** PlacementSettings leavingMax */
                leavingMax?: (number|null);

                /** PlacementSettings repairsMax */
                repairsMax?: (number|null);

                /** PlacementSettings transfersMax */
                transfersMax?: (number|null);

                /** PlacementSettings splitCommandsPerSecond */
                splitCommandsPerSecond?: (number|null);

                /** PlacementSettings splitAfterMs */
                splitAfterMs?: (number|null);

                /** PlacementSettings balancePercent */
                balancePercent?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlacementSettings. */
            type $Shape = railkv.v1.PlacementSettings.$Properties;
        }

        /**
         * Properties of a SetMaintenanceRequest.
         * @deprecated Use railkv.v1.SetMaintenanceRequest.$Properties instead.
         */
        interface ISetMaintenanceRequest extends railkv.v1.SetMaintenanceRequest.$Properties {
        }

        /** Represents a SetMaintenanceRequest. */
        class SetMaintenanceRequest {

            /**
             * Constructs a new SetMaintenanceRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SetMaintenanceRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetMaintenanceRequest on. */
            on: boolean;

            /** SetMaintenanceRequest repairs. */
            repairs: boolean;

            /** SetMaintenanceRequest reason. */
            reason: string;

            /**
             * Creates a new SetMaintenanceRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetMaintenanceRequest instance
             */
            static create(properties: railkv.v1.SetMaintenanceRequest.$Shape): railkv.v1.SetMaintenanceRequest & railkv.v1.SetMaintenanceRequest.$Shape;
            static create(properties?: railkv.v1.SetMaintenanceRequest.$Properties): railkv.v1.SetMaintenanceRequest;

            /**
             * Encodes the specified SetMaintenanceRequest message. Does not implicitly {@link railkv.v1.SetMaintenanceRequest.verify|verify} messages.
             * @param message SetMaintenanceRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SetMaintenanceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetMaintenanceRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SetMaintenanceRequest & railkv.v1.SetMaintenanceRequest.$Shape} SetMaintenanceRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SetMaintenanceRequest & railkv.v1.SetMaintenanceRequest.$Shape;
        }

        namespace SetMaintenanceRequest {

            /** Properties of a SetMaintenanceRequest. */
            interface $Properties {

                /** SetMaintenanceRequest on */
                on?: (boolean|null);

                /** SetMaintenanceRequest repairs */
                repairs?: (boolean|null);

                /** SetMaintenanceRequest reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetMaintenanceRequest. */
            type $Shape = railkv.v1.SetMaintenanceRequest.$Properties;
        }

        /**
         * Properties of a SetMaintenanceResponse.
         * @deprecated Use railkv.v1.SetMaintenanceResponse.$Properties instead.
         */
        interface ISetMaintenanceResponse extends railkv.v1.SetMaintenanceResponse.$Properties {
        }

        /** Represents a SetMaintenanceResponse. */
        class SetMaintenanceResponse {

            /**
             * Constructs a new SetMaintenanceResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SetMaintenanceResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetMaintenanceResponse settings. */
            settings?: (railkv.v1.PlacementSettings.$Properties|null);

            /** SetMaintenanceResponse running. */
            running: number;

            /**
             * Creates a new SetMaintenanceResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetMaintenanceResponse instance
             */
            static create(properties: railkv.v1.SetMaintenanceResponse.$Shape): railkv.v1.SetMaintenanceResponse & railkv.v1.SetMaintenanceResponse.$Shape;
            static create(properties?: railkv.v1.SetMaintenanceResponse.$Properties): railkv.v1.SetMaintenanceResponse;

            /**
             * Encodes the specified SetMaintenanceResponse message. Does not implicitly {@link railkv.v1.SetMaintenanceResponse.verify|verify} messages.
             * @param message SetMaintenanceResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SetMaintenanceResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetMaintenanceResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SetMaintenanceResponse & railkv.v1.SetMaintenanceResponse.$Shape} SetMaintenanceResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SetMaintenanceResponse & railkv.v1.SetMaintenanceResponse.$Shape;
        }

        namespace SetMaintenanceResponse {

            /** Properties of a SetMaintenanceResponse. */
            interface $Properties {

                /** SetMaintenanceResponse settings */
                settings?: (railkv.v1.PlacementSettings.$Properties|null);

                /** SetMaintenanceResponse running */
                running?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetMaintenanceResponse. */
            type $Shape = railkv.v1.SetMaintenanceResponse.$Properties;
        }

        /**
         * Properties of a GetSettingsRequest.
         * @deprecated Use railkv.v1.GetSettingsRequest.$Properties instead.
         */
        interface IGetSettingsRequest extends railkv.v1.GetSettingsRequest.$Properties {
        }

        /** Represents a GetSettingsRequest. */
        class GetSettingsRequest {

            /**
             * Constructs a new GetSettingsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetSettingsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new GetSettingsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetSettingsRequest instance
             */
            static create(properties: railkv.v1.GetSettingsRequest.$Shape): railkv.v1.GetSettingsRequest & railkv.v1.GetSettingsRequest.$Shape;
            static create(properties?: railkv.v1.GetSettingsRequest.$Properties): railkv.v1.GetSettingsRequest;

            /**
             * Encodes the specified GetSettingsRequest message. Does not implicitly {@link railkv.v1.GetSettingsRequest.verify|verify} messages.
             * @param message GetSettingsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetSettingsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetSettingsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetSettingsRequest & railkv.v1.GetSettingsRequest.$Shape} GetSettingsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetSettingsRequest & railkv.v1.GetSettingsRequest.$Shape;
        }

        namespace GetSettingsRequest {

            /** Properties of a GetSettingsRequest. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetSettingsRequest. */
            type $Shape = railkv.v1.GetSettingsRequest.$Properties;
        }

        /**
         * Properties of a GetSettingsResponse.
         * @deprecated Use railkv.v1.GetSettingsResponse.$Properties instead.
         */
        interface IGetSettingsResponse extends railkv.v1.GetSettingsResponse.$Properties {
        }

        /** Represents a GetSettingsResponse. */
        class GetSettingsResponse {

            /**
             * Constructs a new GetSettingsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetSettingsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetSettingsResponse settings. */
            settings?: (railkv.v1.PlacementSettings.$Properties|null);

            /**
             * Creates a new GetSettingsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetSettingsResponse instance
             */
            static create(properties: railkv.v1.GetSettingsResponse.$Shape): railkv.v1.GetSettingsResponse & railkv.v1.GetSettingsResponse.$Shape;
            static create(properties?: railkv.v1.GetSettingsResponse.$Properties): railkv.v1.GetSettingsResponse;

            /**
             * Encodes the specified GetSettingsResponse message. Does not implicitly {@link railkv.v1.GetSettingsResponse.verify|verify} messages.
             * @param message GetSettingsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetSettingsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetSettingsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetSettingsResponse & railkv.v1.GetSettingsResponse.$Shape} GetSettingsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetSettingsResponse & railkv.v1.GetSettingsResponse.$Shape;
        }

        namespace GetSettingsResponse {

            /** Properties of a GetSettingsResponse. */
            interface $Properties {

                /** GetSettingsResponse settings */
                settings?: (railkv.v1.PlacementSettings.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetSettingsResponse. */
            type $Shape = railkv.v1.GetSettingsResponse.$Properties;
        }

        /**
         * Properties of a SetSettingsRequest.
         * @deprecated Use railkv.v1.SetSettingsRequest.$Properties instead.
         */
        interface ISetSettingsRequest extends railkv.v1.SetSettingsRequest.$Properties {
        }

        /** Represents a SetSettingsRequest. */
        class SetSettingsRequest {

            /**
             * Constructs a new SetSettingsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SetSettingsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetSettingsRequest settings. */
            settings?: (railkv.v1.PlacementSettings.$Properties|null);

            /**
             * Creates a new SetSettingsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetSettingsRequest instance
             */
            static create(properties: railkv.v1.SetSettingsRequest.$Shape): railkv.v1.SetSettingsRequest & railkv.v1.SetSettingsRequest.$Shape;
            static create(properties?: railkv.v1.SetSettingsRequest.$Properties): railkv.v1.SetSettingsRequest;

            /**
             * Encodes the specified SetSettingsRequest message. Does not implicitly {@link railkv.v1.SetSettingsRequest.verify|verify} messages.
             * @param message SetSettingsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SetSettingsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetSettingsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SetSettingsRequest & railkv.v1.SetSettingsRequest.$Shape} SetSettingsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SetSettingsRequest & railkv.v1.SetSettingsRequest.$Shape;
        }

        namespace SetSettingsRequest {

            /** Properties of a SetSettingsRequest. */
            interface $Properties {

                /** SetSettingsRequest settings */
                settings?: (railkv.v1.PlacementSettings.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetSettingsRequest. */
            type $Shape = railkv.v1.SetSettingsRequest.$Properties;
        }

        /**
         * Properties of a SetSettingsResponse.
         * @deprecated Use railkv.v1.SetSettingsResponse.$Properties instead.
         */
        interface ISetSettingsResponse extends railkv.v1.SetSettingsResponse.$Properties {
        }

        /** Represents a SetSettingsResponse. */
        class SetSettingsResponse {

            /**
             * Constructs a new SetSettingsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SetSettingsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetSettingsResponse settings. */
            settings?: (railkv.v1.PlacementSettings.$Properties|null);

            /**
             * Creates a new SetSettingsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetSettingsResponse instance
             */
            static create(properties: railkv.v1.SetSettingsResponse.$Shape): railkv.v1.SetSettingsResponse & railkv.v1.SetSettingsResponse.$Shape;
            static create(properties?: railkv.v1.SetSettingsResponse.$Properties): railkv.v1.SetSettingsResponse;

            /**
             * Encodes the specified SetSettingsResponse message. Does not implicitly {@link railkv.v1.SetSettingsResponse.verify|verify} messages.
             * @param message SetSettingsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SetSettingsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetSettingsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SetSettingsResponse & railkv.v1.SetSettingsResponse.$Shape} SetSettingsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SetSettingsResponse & railkv.v1.SetSettingsResponse.$Shape;
        }

        namespace SetSettingsResponse {

            /** Properties of a SetSettingsResponse. */
            interface $Properties {

                /** SetSettingsResponse settings */
                settings?: (railkv.v1.PlacementSettings.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetSettingsResponse. */
            type $Shape = railkv.v1.SetSettingsResponse.$Properties;
        }

        /**
         * Properties of an ExplainGroupRequest.
         * @deprecated Use railkv.v1.ExplainGroupRequest.$Properties instead.
         */
        interface IExplainGroupRequest extends railkv.v1.ExplainGroupRequest.$Properties {
        }

        /** Represents an ExplainGroupRequest. */
        class ExplainGroupRequest {

            /**
             * Constructs a new ExplainGroupRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ExplainGroupRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExplainGroupRequest group. */
            group: number;

            /**
             * Creates a new ExplainGroupRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExplainGroupRequest instance
             */
            static create(properties: railkv.v1.ExplainGroupRequest.$Shape): railkv.v1.ExplainGroupRequest & railkv.v1.ExplainGroupRequest.$Shape;
            static create(properties?: railkv.v1.ExplainGroupRequest.$Properties): railkv.v1.ExplainGroupRequest;

            /**
             * Encodes the specified ExplainGroupRequest message. Does not implicitly {@link railkv.v1.ExplainGroupRequest.verify|verify} messages.
             * @param message ExplainGroupRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ExplainGroupRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExplainGroupRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ExplainGroupRequest & railkv.v1.ExplainGroupRequest.$Shape} ExplainGroupRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ExplainGroupRequest & railkv.v1.ExplainGroupRequest.$Shape;
        }

        namespace ExplainGroupRequest {

            /** Properties of an ExplainGroupRequest. */
            interface $Properties {

                /** ExplainGroupRequest group */
                group?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExplainGroupRequest. */
            type $Shape = railkv.v1.ExplainGroupRequest.$Properties;
        }

        /** Verdict enum. */
        enum Verdict {

            /** VERDICT_UNSPECIFIED value */
            VERDICT_UNSPECIFIED = 0,

            /** VERDICT_FINE value */
            VERDICT_FINE = 1,

            /** VERDICT_WANTS value */
            VERDICT_WANTS = 2,

            /** VERDICT_WAITS value */
            VERDICT_WAITS = 3,

            /** VERDICT_BLOCKED value */
            VERDICT_BLOCKED = 4
        }

        /**
         * Properties of a CheckerWord.
         * @deprecated Use railkv.v1.CheckerWord.$Properties instead.
         */
        interface ICheckerWord extends railkv.v1.CheckerWord.$Properties {
        }

        /** Represents a CheckerWord. */
        class CheckerWord {

            /**
             * Constructs a new CheckerWord.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.CheckerWord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CheckerWord checker. */
            checker: string;

            /** CheckerWord verdict. */
            verdict: railkv.v1.Verdict;

            /** CheckerWord text. */
            text: string;

            /** CheckerWord plan. */
            plan?: (railkv.v1.OperatorPlan.$Properties|null);

            /**
             * Creates a new CheckerWord instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CheckerWord instance
             */
            static create(properties: railkv.v1.CheckerWord.$Shape): railkv.v1.CheckerWord & railkv.v1.CheckerWord.$Shape;
            static create(properties?: railkv.v1.CheckerWord.$Properties): railkv.v1.CheckerWord;

            /**
             * Encodes the specified CheckerWord message. Does not implicitly {@link railkv.v1.CheckerWord.verify|verify} messages.
             * @param message CheckerWord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.CheckerWord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CheckerWord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.CheckerWord & railkv.v1.CheckerWord.$Shape} CheckerWord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.CheckerWord & railkv.v1.CheckerWord.$Shape;
        }

        namespace CheckerWord {

            /** Properties of a CheckerWord. */
            interface $Properties {

                /** CheckerWord checker */
                checker?: (string|null);

                /** CheckerWord verdict */
                verdict?: (railkv.v1.Verdict|null);

                /** CheckerWord text */
                text?: (string|null);

                /** CheckerWord plan */
                plan?: (railkv.v1.OperatorPlan.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CheckerWord. */
            type $Shape = {
              checker?: string|null;
              verdict?: railkv.v1.Verdict|null;
              text?: string|null;
              plan?: railkv.v1.OperatorPlan.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a NodeWord.
         * @deprecated Use railkv.v1.NodeWord.$Properties instead.
         */
        interface INodeWord extends railkv.v1.NodeWord.$Properties {
        }

        /** Represents a NodeWord. */
        class NodeWord {

            /**
             * Constructs a new NodeWord.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodeWord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodeWord nodeId. */
            nodeId: string;

            /** NodeWord member. */
            member: boolean;

            /** NodeWord couldTake. */
            couldTake: boolean;

            /** NodeWord text. */
            text: string;

            /**
             * Creates a new NodeWord instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodeWord instance
             */
            static create(properties: railkv.v1.NodeWord.$Shape): railkv.v1.NodeWord & railkv.v1.NodeWord.$Shape;
            static create(properties?: railkv.v1.NodeWord.$Properties): railkv.v1.NodeWord;

            /**
             * Encodes the specified NodeWord message. Does not implicitly {@link railkv.v1.NodeWord.verify|verify} messages.
             * @param message NodeWord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodeWord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeWord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodeWord & railkv.v1.NodeWord.$Shape} NodeWord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodeWord & railkv.v1.NodeWord.$Shape;
        }

        namespace NodeWord {

            /** Properties of a NodeWord. */
            interface $Properties {

                /** NodeWord nodeId */
                nodeId?: (string|null);

                /** NodeWord member */
                member?: (boolean|null);

                /** NodeWord couldTake */
                couldTake?: (boolean|null);

                /** NodeWord text */
                text?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeWord. */
            type $Shape = railkv.v1.NodeWord.$Properties;
        }

        /**
         * Properties of an ExplainGroupResponse.
         * @deprecated Use railkv.v1.ExplainGroupResponse.$Properties instead.
         */
        interface IExplainGroupResponse extends railkv.v1.ExplainGroupResponse.$Properties {
        }

        /** Represents an ExplainGroupResponse. */
        class ExplainGroupResponse {

            /**
             * Constructs a new ExplainGroupResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ExplainGroupResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExplainGroupResponse group. */
            group?: (railkv.v1.GroupDescriptor.$Properties|null);

            /** ExplainGroupResponse wantedReplicas. */
            wantedReplicas: number;

            /** ExplainGroupResponse heard. */
            heard: boolean;

            /** ExplainGroupResponse checkers. */
            checkers: railkv.v1.CheckerWord.$Properties[];

            /** ExplainGroupResponse nodes. */
            nodes: railkv.v1.NodeWord.$Properties[];

            /** ExplainGroupResponse operator. */
            operator?: (railkv.v1.Operator.$Properties|null);

            /** ExplainGroupResponse history. */
            history: railkv.v1.Operator.$Properties[];

            /** ExplainGroupResponse hearing. */
            hearing?: (railkv.v1.Hearing.$Properties|null);

            /**
             * Creates a new ExplainGroupResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExplainGroupResponse instance
             */
            static create(properties: railkv.v1.ExplainGroupResponse.$Shape): railkv.v1.ExplainGroupResponse & railkv.v1.ExplainGroupResponse.$Shape;
            static create(properties?: railkv.v1.ExplainGroupResponse.$Properties): railkv.v1.ExplainGroupResponse;

            /**
             * Encodes the specified ExplainGroupResponse message. Does not implicitly {@link railkv.v1.ExplainGroupResponse.verify|verify} messages.
             * @param message ExplainGroupResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ExplainGroupResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExplainGroupResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ExplainGroupResponse & railkv.v1.ExplainGroupResponse.$Shape} ExplainGroupResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ExplainGroupResponse & railkv.v1.ExplainGroupResponse.$Shape;
        }

        namespace ExplainGroupResponse {

            /** Properties of an ExplainGroupResponse. */
            interface $Properties {

                /** ExplainGroupResponse group */
                group?: (railkv.v1.GroupDescriptor.$Properties|null);

                /** ExplainGroupResponse wantedReplicas */
                wantedReplicas?: (number|null);

                /** ExplainGroupResponse heard */
                heard?: (boolean|null);

                /** ExplainGroupResponse checkers */
                checkers?: (railkv.v1.CheckerWord.$Properties[]|null);

                /** ExplainGroupResponse nodes */
                nodes?: (railkv.v1.NodeWord.$Properties[]|null);

                /** ExplainGroupResponse operator */
                operator?: (railkv.v1.Operator.$Properties|null);

                /** ExplainGroupResponse history */
                history?: (railkv.v1.Operator.$Properties[]|null);

                /** ExplainGroupResponse hearing */
                hearing?: (railkv.v1.Hearing.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExplainGroupResponse. */
            type $Shape = {
              group?: railkv.v1.GroupDescriptor.$Shape|null;
              wantedReplicas?: number|null;
              heard?: boolean|null;
              checkers?: railkv.v1.CheckerWord.$Shape[]|null;
              nodes?: railkv.v1.NodeWord.$Shape[]|null;
              operator?: railkv.v1.Operator.$Shape|null;
              history?: railkv.v1.Operator.$Shape[]|null;
              hearing?: railkv.v1.Hearing.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a NodeReport.
         * @deprecated Use railkv.v1.NodeReport.$Properties instead.
         */
        interface INodeReport extends railkv.v1.NodeReport.$Properties {
        }

        /** Represents a NodeReport. */
        class NodeReport {

            /**
             * Constructs a new NodeReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.NodeReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NodeReport version. */
            version: string;

            /** NodeReport diskFreeBytes. */
            diskFreeBytes: number;

            /** NodeReport diskTotalBytes. */
            diskTotalBytes: number;

            /** NodeReport lowOnDisk. */
            lowOnDisk: boolean;

            /** NodeReport damagedGroups. */
            damagedGroups: number[];

            /** NodeReport snapshotsReceiving. */
            snapshotsReceiving: number;

            /** NodeReport placementRevision. */
            placementRevision: number;

            /** NodeReport unknownGroups. */
            unknownGroups: number[];

            /** NodeReport recoveries. */
            recoveries: railkv.v1.RecoveryRecord.$Properties[];

            /** NodeReport carried. */
            carried?: (railkv.v1.Carried.$Properties|null);

            /**
             * Creates a new NodeReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NodeReport instance
             */
            static create(properties: railkv.v1.NodeReport.$Shape): railkv.v1.NodeReport & railkv.v1.NodeReport.$Shape;
            static create(properties?: railkv.v1.NodeReport.$Properties): railkv.v1.NodeReport;

            /**
             * Encodes the specified NodeReport message. Does not implicitly {@link railkv.v1.NodeReport.verify|verify} messages.
             * @param message NodeReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.NodeReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NodeReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.NodeReport & railkv.v1.NodeReport.$Shape} NodeReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.NodeReport & railkv.v1.NodeReport.$Shape;
        }

        namespace NodeReport {

            /** Properties of a NodeReport. */
            interface $Properties {

                /** NodeReport version */
                version?: (string|null);

                /** NodeReport diskFreeBytes */
                diskFreeBytes?: (number|null);

                /** NodeReport diskTotalBytes */
                diskTotalBytes?: (number|null);

                /** NodeReport lowOnDisk */
                lowOnDisk?: (boolean|null);

                /** NodeReport damagedGroups */
                damagedGroups?: (number[]|null);

                /** NodeReport snapshotsReceiving */
                snapshotsReceiving?: (number|null);

                /** NodeReport placementRevision */
                placementRevision?: (number|null);

                /** NodeReport unknownGroups */
                unknownGroups?: (number[]|null);

                /** NodeReport recoveries */
                recoveries?: (railkv.v1.RecoveryRecord.$Properties[]|null);

                /** NodeReport carried */
                carried?: (railkv.v1.Carried.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NodeReport. */
            type $Shape = railkv.v1.NodeReport.$Properties;
        }

        /**
         * Properties of a Carried.
         * @deprecated Use railkv.v1.Carried.$Properties instead.
         */
        interface ICarried extends railkv.v1.Carried.$Properties {
        }

        /** Represents a Carried. */
        class Carried {

            /**
             * Constructs a new Carried.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Carried.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Carried groups. */
            groups: number[];

            /**
             * Creates a new Carried instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Carried instance
             */
            static create(properties: railkv.v1.Carried.$Shape): railkv.v1.Carried & railkv.v1.Carried.$Shape;
            static create(properties?: railkv.v1.Carried.$Properties): railkv.v1.Carried;

            /**
             * Encodes the specified Carried message. Does not implicitly {@link railkv.v1.Carried.verify|verify} messages.
             * @param message Carried message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Carried.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Carried message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Carried & railkv.v1.Carried.$Shape} Carried
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Carried & railkv.v1.Carried.$Shape;
        }

        namespace Carried {

            /** Properties of a Carried. */
            interface $Properties {

                /** Carried groups */
                groups?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Carried. */
            type $Shape = railkv.v1.Carried.$Properties;
        }

        /**
         * Properties of a GroupFigures.
         * @deprecated Use railkv.v1.GroupFigures.$Properties instead.
         */
        interface IGroupFigures extends railkv.v1.GroupFigures.$Properties {
        }

        /** Represents a GroupFigures. */
        class GroupFigures {

            /**
             * Constructs a new GroupFigures.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GroupFigures.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupFigures group. */
            group: number;

            /** GroupFigures leaderReplicaId. */
            leaderReplicaId: number;

            /** GroupFigures leaderTerm. */
            leaderTerm: number;

            /** GroupFigures confVersion. */
            confVersion: number;

            /** GroupFigures joint. */
            joint: boolean;

            /** GroupFigures notCaughtUp. */
            notCaughtUp: number[];

            /** GroupFigures commandsPerSecond. */
            commandsPerSecond: number;

            /** GroupFigures splitKey. */
            splitKey: Uint8Array;

            /** GroupFigures step. */
            step?: (railkv.v1.StepReport.$Properties|null);

            /**
             * Creates a new GroupFigures instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupFigures instance
             */
            static create(properties: railkv.v1.GroupFigures.$Shape): railkv.v1.GroupFigures & railkv.v1.GroupFigures.$Shape;
            static create(properties?: railkv.v1.GroupFigures.$Properties): railkv.v1.GroupFigures;

            /**
             * Encodes the specified GroupFigures message. Does not implicitly {@link railkv.v1.GroupFigures.verify|verify} messages.
             * @param message GroupFigures message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GroupFigures.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupFigures message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GroupFigures & railkv.v1.GroupFigures.$Shape} GroupFigures
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GroupFigures & railkv.v1.GroupFigures.$Shape;
        }

        namespace GroupFigures {

            /** Properties of a GroupFigures. */
            interface $Properties {

                /** GroupFigures group */
                group?: (number|null);

                /** GroupFigures leaderReplicaId */
                leaderReplicaId?: (number|null);

                /** GroupFigures leaderTerm */
                leaderTerm?: (number|null);

                /** GroupFigures confVersion */
                confVersion?: (number|null);

                /** GroupFigures joint */
                joint?: (boolean|null);

                /** GroupFigures notCaughtUp */
                notCaughtUp?: (number[]|null);

                /** GroupFigures commandsPerSecond */
                commandsPerSecond?: (number|null);

                /** GroupFigures splitKey */
                splitKey?: (Uint8Array|null);

                /** GroupFigures step */
                step?: (railkv.v1.StepReport.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupFigures. */
            type $Shape = railkv.v1.GroupFigures.$Properties;
        }

        /**
         * Properties of a StepOrder.
         * @deprecated Use railkv.v1.StepOrder.$Properties instead.
         */
        interface IStepOrder extends railkv.v1.StepOrder.$Properties {
        }

        /** Represents a StepOrder. */
        class StepOrder {

            /**
             * Constructs a new StepOrder.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StepOrder.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepOrder operatorId. */
            operatorId: number;

            /** StepOrder group. */
            group: number;

            /** StepOrder step. */
            step: number;

            /** StepOrder what. */
            what?: (railkv.v1.OperatorStep.$Properties|null);

            /** StepOrder cancelled. */
            cancelled: boolean;

            /**
             * Creates a new StepOrder instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StepOrder instance
             */
            static create(properties: railkv.v1.StepOrder.$Shape): railkv.v1.StepOrder & railkv.v1.StepOrder.$Shape;
            static create(properties?: railkv.v1.StepOrder.$Properties): railkv.v1.StepOrder;

            /**
             * Encodes the specified StepOrder message. Does not implicitly {@link railkv.v1.StepOrder.verify|verify} messages.
             * @param message StepOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StepOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepOrder message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StepOrder & railkv.v1.StepOrder.$Shape} StepOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StepOrder & railkv.v1.StepOrder.$Shape;
        }

        namespace StepOrder {

            /** Properties of a StepOrder. */
            interface $Properties {

                /** StepOrder operatorId */
                operatorId?: (number|null);

                /** StepOrder group */
                group?: (number|null);

                /** StepOrder step */
                step?: (number|null);

                /** StepOrder what */
                what?: (railkv.v1.OperatorStep.$Properties|null);

                /** StepOrder cancelled */
                cancelled?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepOrder. */
            type $Shape = {
              operatorId?: number|null;
              group?: number|null;
              step?: number|null;
              what?: railkv.v1.OperatorStep.$Shape|null;
              cancelled?: boolean|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a StepReport.
         * @deprecated Use railkv.v1.StepReport.$Properties instead.
         */
        interface IStepReport extends railkv.v1.StepReport.$Properties {
        }

        /** Represents a StepReport. */
        class StepReport {

            /**
             * Constructs a new StepReport.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StepReport.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepReport operatorId. */
            operatorId: number;

            /** StepReport step. */
            step: number;

            /** StepReport done. */
            done: boolean;

            /** StepReport doing. */
            doing: string;

            /** StepReport refused. */
            refused: string;

            /** StepReport refusedReason. */
            refusedReason: string;

            /**
             * Creates a new StepReport instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StepReport instance
             */
            static create(properties: railkv.v1.StepReport.$Shape): railkv.v1.StepReport & railkv.v1.StepReport.$Shape;
            static create(properties?: railkv.v1.StepReport.$Properties): railkv.v1.StepReport;

            /**
             * Encodes the specified StepReport message. Does not implicitly {@link railkv.v1.StepReport.verify|verify} messages.
             * @param message StepReport message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StepReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepReport message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StepReport & railkv.v1.StepReport.$Shape} StepReport
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StepReport & railkv.v1.StepReport.$Shape;
        }

        namespace StepReport {

            /** Properties of a StepReport. */
            interface $Properties {

                /** StepReport operatorId */
                operatorId?: (number|null);

                /** StepReport step */
                step?: (number|null);

                /** StepReport done */
                done?: (boolean|null);

                /** StepReport doing */
                doing?: (string|null);

                /** StepReport refused */
                refused?: (string|null);

                /** StepReport refusedReason */
                refusedReason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepReport. */
            type $Shape = railkv.v1.StepReport.$Properties;
        }

        /**
         * Properties of a SplitOrder.
         * @deprecated Use railkv.v1.SplitOrder.$Properties instead.
         */
        interface ISplitOrder extends railkv.v1.SplitOrder.$Properties {
        }

        /** Represents a SplitOrder. */
        class SplitOrder {

            /**
             * Constructs a new SplitOrder.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SplitOrder.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SplitOrder key. */
            key: Uint8Array;

            /** SplitOrder child. */
            child: number;

            /** SplitOrder confVersion. */
            confVersion: number;

            /** SplitOrder rangeVersion. */
            rangeVersion: number;

            /** SplitOrder replicas. */
            replicas: railkv.v1.Replica.$Properties[];

            /**
             * Creates a new SplitOrder instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SplitOrder instance
             */
            static create(properties: railkv.v1.SplitOrder.$Shape): railkv.v1.SplitOrder & railkv.v1.SplitOrder.$Shape;
            static create(properties?: railkv.v1.SplitOrder.$Properties): railkv.v1.SplitOrder;

            /**
             * Encodes the specified SplitOrder message. Does not implicitly {@link railkv.v1.SplitOrder.verify|verify} messages.
             * @param message SplitOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SplitOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SplitOrder message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SplitOrder & railkv.v1.SplitOrder.$Shape} SplitOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SplitOrder & railkv.v1.SplitOrder.$Shape;
        }

        namespace SplitOrder {

            /** Properties of a SplitOrder. */
            interface $Properties {

                /** SplitOrder key */
                key?: (Uint8Array|null);

                /** SplitOrder child */
                child?: (number|null);

                /** SplitOrder confVersion */
                confVersion?: (number|null);

                /** SplitOrder rangeVersion */
                rangeVersion?: (number|null);

                /** SplitOrder replicas */
                replicas?: (railkv.v1.Replica.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SplitOrder. */
            type $Shape = railkv.v1.SplitOrder.$Properties;
        }

        /**
         * Properties of a SplitBirth.
         * @deprecated Use railkv.v1.SplitBirth.$Properties instead.
         */
        interface ISplitBirth extends railkv.v1.SplitBirth.$Properties {
        }

        /** Represents a SplitBirth. */
        class SplitBirth {

            /**
             * Constructs a new SplitBirth.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SplitBirth.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SplitBirth child. */
            child: number;

            /** SplitBirth range. */
            range?: (railkv.v1.KeyRange.$Properties|null);

            /** SplitBirth replicas. */
            replicas: railkv.v1.Replica.$Properties[];

            /** SplitBirth rangeVersion. */
            rangeVersion: number;

            /**
             * Creates a new SplitBirth instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SplitBirth instance
             */
            static create(properties: railkv.v1.SplitBirth.$Shape): railkv.v1.SplitBirth & railkv.v1.SplitBirth.$Shape;
            static create(properties?: railkv.v1.SplitBirth.$Properties): railkv.v1.SplitBirth;

            /**
             * Encodes the specified SplitBirth message. Does not implicitly {@link railkv.v1.SplitBirth.verify|verify} messages.
             * @param message SplitBirth message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SplitBirth.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SplitBirth message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SplitBirth & railkv.v1.SplitBirth.$Shape} SplitBirth
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SplitBirth & railkv.v1.SplitBirth.$Shape;
        }

        namespace SplitBirth {

            /** Properties of a SplitBirth. */
            interface $Properties {

                /** SplitBirth child */
                child?: (number|null);

                /** SplitBirth range */
                range?: (railkv.v1.KeyRange.$Properties|null);

                /** SplitBirth replicas */
                replicas?: (railkv.v1.Replica.$Properties[]|null);

                /** SplitBirth rangeVersion */
                rangeVersion?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SplitBirth. */
            type $Shape = railkv.v1.SplitBirth.$Properties;
        }

        /**
         * Properties of a GroupHostRow.
         * @deprecated Use railkv.v1.GroupHostRow.$Properties instead.
         */
        interface IGroupHostRow extends railkv.v1.GroupHostRow.$Properties {
        }

        /** Represents a GroupHostRow. */
        class GroupHostRow {

            /**
             * Constructs a new GroupHostRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GroupHostRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupHostRow lastSplit. */
            lastSplit?: (railkv.v1.SplitBirth.$Properties|null);

            /**
             * Creates a new GroupHostRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupHostRow instance
             */
            static create(properties: railkv.v1.GroupHostRow.$Shape): railkv.v1.GroupHostRow & railkv.v1.GroupHostRow.$Shape;
            static create(properties?: railkv.v1.GroupHostRow.$Properties): railkv.v1.GroupHostRow;

            /**
             * Encodes the specified GroupHostRow message. Does not implicitly {@link railkv.v1.GroupHostRow.verify|verify} messages.
             * @param message GroupHostRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GroupHostRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupHostRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GroupHostRow & railkv.v1.GroupHostRow.$Shape} GroupHostRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GroupHostRow & railkv.v1.GroupHostRow.$Shape;
        }

        namespace GroupHostRow {

            /** Properties of a GroupHostRow. */
            interface $Properties {

                /** GroupHostRow lastSplit */
                lastSplit?: (railkv.v1.SplitBirth.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupHostRow. */
            type $Shape = railkv.v1.GroupHostRow.$Properties;
        }

        /**
         * Properties of a SplitReservation.
         * @deprecated Use railkv.v1.SplitReservation.$Properties instead.
         */
        interface ISplitReservation extends railkv.v1.SplitReservation.$Properties {
        }

        /** Represents a SplitReservation. */
        class SplitReservation {

            /**
             * Constructs a new SplitReservation.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SplitReservation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SplitReservation key. */
            key: Uint8Array;

            /** SplitReservation child. */
            child: number;

            /** SplitReservation rangeVersion. */
            rangeVersion: number;

            /**
             * Creates a new SplitReservation instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SplitReservation instance
             */
            static create(properties: railkv.v1.SplitReservation.$Shape): railkv.v1.SplitReservation & railkv.v1.SplitReservation.$Shape;
            static create(properties?: railkv.v1.SplitReservation.$Properties): railkv.v1.SplitReservation;

            /**
             * Encodes the specified SplitReservation message. Does not implicitly {@link railkv.v1.SplitReservation.verify|verify} messages.
             * @param message SplitReservation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SplitReservation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SplitReservation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SplitReservation & railkv.v1.SplitReservation.$Shape} SplitReservation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SplitReservation & railkv.v1.SplitReservation.$Shape;
        }

        namespace SplitReservation {

            /** Properties of a SplitReservation. */
            interface $Properties {

                /** SplitReservation key */
                key?: (Uint8Array|null);

                /** SplitReservation child */
                child?: (number|null);

                /** SplitReservation rangeVersion */
                rangeVersion?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SplitReservation. */
            type $Shape = railkv.v1.SplitReservation.$Properties;
        }

        /**
         * Properties of a CommandEntry.
         * @deprecated Use railkv.v1.CommandEntry.$Properties instead.
         */
        interface ICommandEntry extends railkv.v1.CommandEntry.$Properties {
        }

        /** Represents a CommandEntry. */
        class CommandEntry {

            /**
             * Constructs a new CommandEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.CommandEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CommandEntry format. */
            format: number;

            /** CommandEntry timeMs. */
            timeMs: number;

            /** CommandEntry commands. */
            commands: railkv.v1.EnvelopedCommand.$Properties[];

            /** CommandEntry nameDigest. */
            nameDigest: boolean;

            /** CommandEntry split. */
            split?: (railkv.v1.SplitOrder.$Properties|null);

            /**
             * Creates a new CommandEntry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CommandEntry instance
             */
            static create(properties: railkv.v1.CommandEntry.$Shape): railkv.v1.CommandEntry & railkv.v1.CommandEntry.$Shape;
            static create(properties?: railkv.v1.CommandEntry.$Properties): railkv.v1.CommandEntry;

            /**
             * Encodes the specified CommandEntry message. Does not implicitly {@link railkv.v1.CommandEntry.verify|verify} messages.
             * @param message CommandEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.CommandEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CommandEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.CommandEntry & railkv.v1.CommandEntry.$Shape} CommandEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.CommandEntry & railkv.v1.CommandEntry.$Shape;
        }

        namespace CommandEntry {

            /** Properties of a CommandEntry. */
            interface $Properties {

                /** CommandEntry format */
                format?: (number|null);

                /** CommandEntry timeMs */
                timeMs?: (number|null);

                /** CommandEntry commands */
                commands?: (railkv.v1.EnvelopedCommand.$Properties[]|null);

                /** CommandEntry nameDigest */
                nameDigest?: (boolean|null);

                /** CommandEntry split */
                split?: (railkv.v1.SplitOrder.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CommandEntry. */
            type $Shape = railkv.v1.CommandEntry.$Properties;
        }

        /**
         * Properties of an EnvelopedCommand.
         * @deprecated Use railkv.v1.EnvelopedCommand.$Properties instead.
         */
        interface IEnvelopedCommand extends railkv.v1.EnvelopedCommand.$Properties {
        }

        /** Represents an EnvelopedCommand. */
        class EnvelopedCommand {

            /**
             * Constructs a new EnvelopedCommand.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.EnvelopedCommand.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EnvelopedCommand caller. */
            caller: string;

            /** EnvelopedCommand epoch. */
            epoch?: (railkv.v1.EnvelopedCommand.Epoch.$Properties|null);

            /** EnvelopedCommand command. */
            command: Uint8Array;

            /** EnvelopedCommand seller. */
            seller: string;

            /**
             * Creates a new EnvelopedCommand instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EnvelopedCommand instance
             */
            static create(properties: railkv.v1.EnvelopedCommand.$Shape): railkv.v1.EnvelopedCommand & railkv.v1.EnvelopedCommand.$Shape;
            static create(properties?: railkv.v1.EnvelopedCommand.$Properties): railkv.v1.EnvelopedCommand;

            /**
             * Encodes the specified EnvelopedCommand message. Does not implicitly {@link railkv.v1.EnvelopedCommand.verify|verify} messages.
             * @param message EnvelopedCommand message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.EnvelopedCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EnvelopedCommand message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.EnvelopedCommand & railkv.v1.EnvelopedCommand.$Shape} EnvelopedCommand
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.EnvelopedCommand & railkv.v1.EnvelopedCommand.$Shape;
        }

        namespace EnvelopedCommand {

            /** Properties of an EnvelopedCommand. */
            interface $Properties {

                /** EnvelopedCommand caller */
                caller?: (string|null);

                /** EnvelopedCommand epoch */
                epoch?: (railkv.v1.EnvelopedCommand.Epoch.$Properties|null);

                /** EnvelopedCommand command */
                command?: (Uint8Array|null);

                /** EnvelopedCommand seller */
                seller?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EnvelopedCommand. */
            type $Shape = railkv.v1.EnvelopedCommand.$Properties;

            /**
             * Properties of an Epoch.
             * @deprecated Use railkv.v1.EnvelopedCommand.Epoch.$Properties instead.
             */
            interface IEpoch extends railkv.v1.EnvelopedCommand.Epoch.$Properties {
            }

            /** Represents an Epoch. */
            class Epoch {

                /**
                 * Constructs a new Epoch.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: railkv.v1.EnvelopedCommand.Epoch.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Epoch rangeVersion. */
                rangeVersion: number;

                /**
                 * Creates a new Epoch instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Epoch instance
                 */
                static create(properties: railkv.v1.EnvelopedCommand.Epoch.$Shape): railkv.v1.EnvelopedCommand.Epoch & railkv.v1.EnvelopedCommand.Epoch.$Shape;
                static create(properties?: railkv.v1.EnvelopedCommand.Epoch.$Properties): railkv.v1.EnvelopedCommand.Epoch;

                /**
                 * Encodes the specified Epoch message. Does not implicitly {@link railkv.v1.EnvelopedCommand.Epoch.verify|verify} messages.
                 * @param message Epoch message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: railkv.v1.EnvelopedCommand.Epoch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Epoch message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {railkv.v1.EnvelopedCommand.Epoch & railkv.v1.EnvelopedCommand.Epoch.$Shape} Epoch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.EnvelopedCommand.Epoch & railkv.v1.EnvelopedCommand.Epoch.$Shape;
            }

            namespace Epoch {

                /** Properties of an Epoch. */
                interface $Properties {

                    /** Epoch rangeVersion */
                    rangeVersion?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Epoch. */
                type $Shape = railkv.v1.EnvelopedCommand.Epoch.$Properties;
            }
        }

        /**
         * Properties of a KvGetRequest.
         * @deprecated Use railkv.v1.KvGetRequest.$Properties instead.
         */
        interface IKvGetRequest extends railkv.v1.KvGetRequest.$Properties {
        }

        /** Represents a KvGetRequest. */
        class KvGetRequest {

            /**
             * Constructs a new KvGetRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KvGetRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KvGetRequest routed. */
            routed?: (railkv.v1.Routed.$Properties|null);

            /** KvGetRequest key. */
            key: string;

            /** KvGetRequest read. */
            read?: (railkv.v1.ReadOptions.$Properties|null);

            /**
             * Creates a new KvGetRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KvGetRequest instance
             */
            static create(properties: railkv.v1.KvGetRequest.$Shape): railkv.v1.KvGetRequest & railkv.v1.KvGetRequest.$Shape;
            static create(properties?: railkv.v1.KvGetRequest.$Properties): railkv.v1.KvGetRequest;

            /**
             * Encodes the specified KvGetRequest message. Does not implicitly {@link railkv.v1.KvGetRequest.verify|verify} messages.
             * @param message KvGetRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KvGetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KvGetRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KvGetRequest & railkv.v1.KvGetRequest.$Shape} KvGetRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KvGetRequest & railkv.v1.KvGetRequest.$Shape;
        }

        namespace KvGetRequest {

            /** Properties of a KvGetRequest. */
            interface $Properties {

                /** KvGetRequest routed */
                routed?: (railkv.v1.Routed.$Properties|null);

                /** KvGetRequest key */
                key?: (string|null);

                /** KvGetRequest read */
                read?: (railkv.v1.ReadOptions.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KvGetRequest. */
            type $Shape = railkv.v1.KvGetRequest.$Properties;
        }

        /**
         * Properties of a KvGetResponse.
         * @deprecated Use railkv.v1.KvGetResponse.$Properties instead.
         */
        interface IKvGetResponse extends railkv.v1.KvGetResponse.$Properties {
        }

        /** Represents a KvGetResponse. */
        class KvGetResponse {

            /**
             * Constructs a new KvGetResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KvGetResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KvGetResponse found. */
            found: boolean;

            /** KvGetResponse value. */
            value: Uint8Array;

            /** KvGetResponse asOf. */
            asOf?: (railkv.v1.AsOf.$Properties|null);

            /**
             * Creates a new KvGetResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KvGetResponse instance
             */
            static create(properties: railkv.v1.KvGetResponse.$Shape): railkv.v1.KvGetResponse & railkv.v1.KvGetResponse.$Shape;
            static create(properties?: railkv.v1.KvGetResponse.$Properties): railkv.v1.KvGetResponse;

            /**
             * Encodes the specified KvGetResponse message. Does not implicitly {@link railkv.v1.KvGetResponse.verify|verify} messages.
             * @param message KvGetResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KvGetResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KvGetResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KvGetResponse & railkv.v1.KvGetResponse.$Shape} KvGetResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KvGetResponse & railkv.v1.KvGetResponse.$Shape;
        }

        namespace KvGetResponse {

            /** Properties of a KvGetResponse. */
            interface $Properties {

                /** KvGetResponse found */
                found?: (boolean|null);

                /** KvGetResponse value */
                value?: (Uint8Array|null);

                /** KvGetResponse asOf */
                asOf?: (railkv.v1.AsOf.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KvGetResponse. */
            type $Shape = railkv.v1.KvGetResponse.$Properties;
        }

        /**
         * Properties of a KvScanRequest.
         * @deprecated Use railkv.v1.KvScanRequest.$Properties instead.
         */
        interface IKvScanRequest extends railkv.v1.KvScanRequest.$Properties {
        }

        /** Represents a KvScanRequest. */
        class KvScanRequest {

            /**
             * Constructs a new KvScanRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KvScanRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KvScanRequest routed. */
            routed?: (railkv.v1.Routed.$Properties|null);

            /** KvScanRequest from. */
            from: string;

            /** KvScanRequest to. */
            to: string;

            /** KvScanRequest limit. */
            limit: number;

            /** KvScanRequest read. */
            read?: (railkv.v1.ReadOptions.$Properties|null);

            /**
             * Creates a new KvScanRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KvScanRequest instance
             */
            static create(properties: railkv.v1.KvScanRequest.$Shape): railkv.v1.KvScanRequest & railkv.v1.KvScanRequest.$Shape;
            static create(properties?: railkv.v1.KvScanRequest.$Properties): railkv.v1.KvScanRequest;

            /**
             * Encodes the specified KvScanRequest message. Does not implicitly {@link railkv.v1.KvScanRequest.verify|verify} messages.
             * @param message KvScanRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KvScanRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KvScanRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KvScanRequest & railkv.v1.KvScanRequest.$Shape} KvScanRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KvScanRequest & railkv.v1.KvScanRequest.$Shape;
        }

        namespace KvScanRequest {

            /** Properties of a KvScanRequest. */
            interface $Properties {

                /** KvScanRequest routed */
                routed?: (railkv.v1.Routed.$Properties|null);

                /** KvScanRequest from */
                from?: (string|null);

                /** KvScanRequest to */
                to?: (string|null);

                /** KvScanRequest limit */
                limit?: (number|null);

                /** KvScanRequest read */
                read?: (railkv.v1.ReadOptions.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KvScanRequest. */
            type $Shape = railkv.v1.KvScanRequest.$Properties;
        }

        /**
         * Properties of a KvPair.
         * @deprecated Use railkv.v1.KvPair.$Properties instead.
         */
        interface IKvPair extends railkv.v1.KvPair.$Properties {
        }

        /** Represents a KvPair. */
        class KvPair {

            /**
             * Constructs a new KvPair.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KvPair.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KvPair key. */
            key: string;

            /** KvPair value. */
            value: Uint8Array;

            /**
             * Creates a new KvPair instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KvPair instance
             */
            static create(properties: railkv.v1.KvPair.$Shape): railkv.v1.KvPair & railkv.v1.KvPair.$Shape;
            static create(properties?: railkv.v1.KvPair.$Properties): railkv.v1.KvPair;

            /**
             * Encodes the specified KvPair message. Does not implicitly {@link railkv.v1.KvPair.verify|verify} messages.
             * @param message KvPair message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KvPair.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KvPair message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KvPair & railkv.v1.KvPair.$Shape} KvPair
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KvPair & railkv.v1.KvPair.$Shape;
        }

        namespace KvPair {

            /** Properties of a KvPair. */
            interface $Properties {

                /** KvPair key */
                key?: (string|null);

                /** KvPair value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KvPair. */
            type $Shape = railkv.v1.KvPair.$Properties;
        }

        /**
         * Properties of a KvScanResponse.
         * @deprecated Use railkv.v1.KvScanResponse.$Properties instead.
         */
        interface IKvScanResponse extends railkv.v1.KvScanResponse.$Properties {
        }

        /** Represents a KvScanResponse. */
        class KvScanResponse {

            /**
             * Constructs a new KvScanResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KvScanResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KvScanResponse pairs. */
            pairs: railkv.v1.KvPair.$Properties[];

            /** KvScanResponse more. */
            more: boolean;

            /** KvScanResponse asOf. */
            asOf?: (railkv.v1.AsOf.$Properties|null);

            /**
             * Creates a new KvScanResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KvScanResponse instance
             */
            static create(properties: railkv.v1.KvScanResponse.$Shape): railkv.v1.KvScanResponse & railkv.v1.KvScanResponse.$Shape;
            static create(properties?: railkv.v1.KvScanResponse.$Properties): railkv.v1.KvScanResponse;

            /**
             * Encodes the specified KvScanResponse message. Does not implicitly {@link railkv.v1.KvScanResponse.verify|verify} messages.
             * @param message KvScanResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KvScanResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KvScanResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KvScanResponse & railkv.v1.KvScanResponse.$Shape} KvScanResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KvScanResponse & railkv.v1.KvScanResponse.$Shape;
        }

        namespace KvScanResponse {

            /** Properties of a KvScanResponse. */
            interface $Properties {

                /** KvScanResponse pairs */
                pairs?: (railkv.v1.KvPair.$Properties[]|null);

                /** KvScanResponse more */
                more?: (boolean|null);

                /** KvScanResponse asOf */
                asOf?: (railkv.v1.AsOf.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KvScanResponse. */
            type $Shape = railkv.v1.KvScanResponse.$Properties;
        }

        /**
         * Properties of a Routed.
         * @deprecated Use railkv.v1.Routed.$Properties instead.
         */
        interface IRouted extends railkv.v1.Routed.$Properties {
        }

        /** Represents a Routed. */
        class Routed {

            /**
             * Constructs a new Routed.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Routed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Routed group. */
            group: number;

            /** Routed epoch. */
            epoch?: (railkv.v1.Epoch.$Properties|null);

            /** Routed maybeDone. */
            maybeDone: boolean;

            /** Routed buyer. */
            buyer: string;

            /**
             * Creates a new Routed instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Routed instance
             */
            static create(properties: railkv.v1.Routed.$Shape): railkv.v1.Routed & railkv.v1.Routed.$Shape;
            static create(properties?: railkv.v1.Routed.$Properties): railkv.v1.Routed;

            /**
             * Encodes the specified Routed message. Does not implicitly {@link railkv.v1.Routed.verify|verify} messages.
             * @param message Routed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Routed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Routed message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Routed & railkv.v1.Routed.$Shape} Routed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Routed & railkv.v1.Routed.$Shape;
        }

        namespace Routed {

            /** Properties of a Routed. */
            interface $Properties {

                /** Routed group */
                group?: (number|null);

                /** Routed epoch */
                epoch?: (railkv.v1.Epoch.$Properties|null);

                /** Routed maybeDone */
                maybeDone?: (boolean|null);

                /** Routed buyer */
                buyer?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Routed. */
            type $Shape = railkv.v1.Routed.$Properties;
        }

        /**
         * Properties of an ExecuteRequest.
         * @deprecated Use railkv.v1.ExecuteRequest.$Properties instead.
         */
        interface IExecuteRequest extends railkv.v1.ExecuteRequest.$Properties {
        }

        /** Represents an ExecuteRequest. */
        class ExecuteRequest {

            /**
             * Constructs a new ExecuteRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ExecuteRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExecuteRequest routed. */
            routed?: (railkv.v1.Routed.$Properties|null);

            /** ExecuteRequest command. */
            command: Uint8Array;

            /**
             * Creates a new ExecuteRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExecuteRequest instance
             */
            static create(properties: railkv.v1.ExecuteRequest.$Shape): railkv.v1.ExecuteRequest & railkv.v1.ExecuteRequest.$Shape;
            static create(properties?: railkv.v1.ExecuteRequest.$Properties): railkv.v1.ExecuteRequest;

            /**
             * Encodes the specified ExecuteRequest message. Does not implicitly {@link railkv.v1.ExecuteRequest.verify|verify} messages.
             * @param message ExecuteRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ExecuteRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExecuteRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ExecuteRequest & railkv.v1.ExecuteRequest.$Shape} ExecuteRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ExecuteRequest & railkv.v1.ExecuteRequest.$Shape;
        }

        namespace ExecuteRequest {

            /** Properties of an ExecuteRequest. */
            interface $Properties {

                /** ExecuteRequest routed */
                routed?: (railkv.v1.Routed.$Properties|null);

                /** ExecuteRequest command */
                command?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExecuteRequest. */
            type $Shape = railkv.v1.ExecuteRequest.$Properties;
        }

        /**
         * Properties of a SequencedCommand.
         * @deprecated Use railkv.v1.SequencedCommand.$Properties instead.
         */
        interface ISequencedCommand extends railkv.v1.SequencedCommand.$Properties {
        }

        /** Represents a SequencedCommand. */
        class SequencedCommand {

            /**
             * Constructs a new SequencedCommand.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SequencedCommand.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SequencedCommand sequence. */
            sequence: number;

            /** SequencedCommand routed. */
            routed?: (railkv.v1.Routed.$Properties|null);

            /** SequencedCommand command. */
            command: Uint8Array;

            /**
             * Creates a new SequencedCommand instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SequencedCommand instance
             */
            static create(properties: railkv.v1.SequencedCommand.$Shape): railkv.v1.SequencedCommand & railkv.v1.SequencedCommand.$Shape;
            static create(properties?: railkv.v1.SequencedCommand.$Properties): railkv.v1.SequencedCommand;

            /**
             * Encodes the specified SequencedCommand message. Does not implicitly {@link railkv.v1.SequencedCommand.verify|verify} messages.
             * @param message SequencedCommand message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SequencedCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SequencedCommand message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SequencedCommand & railkv.v1.SequencedCommand.$Shape} SequencedCommand
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SequencedCommand & railkv.v1.SequencedCommand.$Shape;
        }

        namespace SequencedCommand {

            /** Properties of a SequencedCommand. */
            interface $Properties {

                /** SequencedCommand sequence */
                sequence?: (number|null);

                /** SequencedCommand routed */
                routed?: (railkv.v1.Routed.$Properties|null);

                /** SequencedCommand command */
                command?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SequencedCommand. */
            type $Shape = railkv.v1.SequencedCommand.$Properties;
        }

        /**
         * Properties of a CommandBatch.
         * @deprecated Use railkv.v1.CommandBatch.$Properties instead.
         */
        interface ICommandBatch extends railkv.v1.CommandBatch.$Properties {
        }

        /** Represents a CommandBatch. */
        class CommandBatch {

            /**
             * Constructs a new CommandBatch.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.CommandBatch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CommandBatch commands. */
            commands: railkv.v1.SequencedCommand.$Properties[];

            /**
             * Creates a new CommandBatch instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CommandBatch instance
             */
            static create(properties: railkv.v1.CommandBatch.$Shape): railkv.v1.CommandBatch & railkv.v1.CommandBatch.$Shape;
            static create(properties?: railkv.v1.CommandBatch.$Properties): railkv.v1.CommandBatch;

            /**
             * Encodes the specified CommandBatch message. Does not implicitly {@link railkv.v1.CommandBatch.verify|verify} messages.
             * @param message CommandBatch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.CommandBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CommandBatch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.CommandBatch & railkv.v1.CommandBatch.$Shape} CommandBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.CommandBatch & railkv.v1.CommandBatch.$Shape;
        }

        namespace CommandBatch {

            /** Properties of a CommandBatch. */
            interface $Properties {

                /** CommandBatch commands */
                commands?: (railkv.v1.SequencedCommand.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CommandBatch. */
            type $Shape = railkv.v1.CommandBatch.$Properties;
        }

        /**
         * Properties of an Outcome.
         * @deprecated Use railkv.v1.Outcome.$Properties instead.
         */
        interface IOutcome extends railkv.v1.Outcome.$Properties {
        }

        /** Represents an Outcome. */
        class Outcome {

            /**
             * Constructs a new Outcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Outcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Outcome sequence. */
            sequence: number;

            /** Outcome answer. */
            answer?: (railkv.v1.Answer.$Properties|null);

            /** Outcome failure. */
            failure?: (railkv.v1.Failure.$Properties|null);

            /**
             * Creates a new Outcome instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Outcome instance
             */
            static create(properties: railkv.v1.Outcome.$Shape): railkv.v1.Outcome & railkv.v1.Outcome.$Shape;
            static create(properties?: railkv.v1.Outcome.$Properties): railkv.v1.Outcome;

            /**
             * Encodes the specified Outcome message. Does not implicitly {@link railkv.v1.Outcome.verify|verify} messages.
             * @param message Outcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Outcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Outcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Outcome & railkv.v1.Outcome.$Shape} Outcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Outcome & railkv.v1.Outcome.$Shape;
        }

        namespace Outcome {

            /** Properties of an Outcome. */
            interface $Properties {

                /** Outcome sequence */
                sequence?: (number|null);

                /** Outcome answer */
                answer?: (railkv.v1.Answer.$Properties|null);

                /** Outcome failure */
                failure?: (railkv.v1.Failure.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Outcome. */
            type $Shape = railkv.v1.Outcome.$Properties;
        }

        /**
         * Properties of an OutcomeBatch.
         * @deprecated Use railkv.v1.OutcomeBatch.$Properties instead.
         */
        interface IOutcomeBatch extends railkv.v1.OutcomeBatch.$Properties {
        }

        /** Represents an OutcomeBatch. */
        class OutcomeBatch {

            /**
             * Constructs a new OutcomeBatch.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.OutcomeBatch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OutcomeBatch outcomes. */
            outcomes: railkv.v1.Outcome.$Properties[];

            /**
             * Creates a new OutcomeBatch instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OutcomeBatch instance
             */
            static create(properties: railkv.v1.OutcomeBatch.$Shape): railkv.v1.OutcomeBatch & railkv.v1.OutcomeBatch.$Shape;
            static create(properties?: railkv.v1.OutcomeBatch.$Properties): railkv.v1.OutcomeBatch;

            /**
             * Encodes the specified OutcomeBatch message. Does not implicitly {@link railkv.v1.OutcomeBatch.verify|verify} messages.
             * @param message OutcomeBatch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.OutcomeBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OutcomeBatch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.OutcomeBatch & railkv.v1.OutcomeBatch.$Shape} OutcomeBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.OutcomeBatch & railkv.v1.OutcomeBatch.$Shape;
        }

        namespace OutcomeBatch {

            /** Properties of an OutcomeBatch. */
            interface $Properties {

                /** OutcomeBatch outcomes */
                outcomes?: (railkv.v1.Outcome.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OutcomeBatch. */
            type $Shape = railkv.v1.OutcomeBatch.$Properties;
        }

        /**
         * Properties of a RunKey.
         * @deprecated Use railkv.v1.RunKey.$Properties instead.
         */
        interface IRunKey extends railkv.v1.RunKey.$Properties {
        }

        /** Represents a RunKey. */
        class RunKey {

            /**
             * Constructs a new RunKey.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RunKey.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RunKey line. */
            line: string;

            /** RunKey train. */
            train: string;

            /** RunKey date. */
            date: string;

            /**
             * Creates a new RunKey instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RunKey instance
             */
            static create(properties: railkv.v1.RunKey.$Shape): railkv.v1.RunKey & railkv.v1.RunKey.$Shape;
            static create(properties?: railkv.v1.RunKey.$Properties): railkv.v1.RunKey;

            /**
             * Encodes the specified RunKey message. Does not implicitly {@link railkv.v1.RunKey.verify|verify} messages.
             * @param message RunKey message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RunKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RunKey message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RunKey & railkv.v1.RunKey.$Shape} RunKey
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RunKey & railkv.v1.RunKey.$Shape;
        }

        namespace RunKey {

            /** Properties of a RunKey. */
            interface $Properties {

                /** RunKey line */
                line?: (string|null);

                /** RunKey train */
                train?: (string|null);

                /** RunKey date */
                date?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RunKey. */
            type $Shape = railkv.v1.RunKey.$Properties;
        }

        /**
         * Properties of a Command.
         * @deprecated Use railkv.v1.Command.$Properties instead.
         */
        interface ICommand extends railkv.v1.Command.$Properties {
        }

        /** Represents a Command. */
        class Command {

            /**
             * Constructs a new Command.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Command.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Command requestId. */
            requestId: string;

            /** Command notAfterMs. */
            notAfterMs: number;

            /** Command publish. */
            publish?: (railkv.v1.Publish.$Properties|null);

            /** Command setSale. */
            setSale?: (railkv.v1.SetSale.$Properties|null);

            /** Command purchase. */
            purchase?: (railkv.v1.Purchase.$Properties|null);

            /** Command confirm. */
            confirm?: (railkv.v1.Confirm.$Properties|null);

            /** Command cancel. */
            cancel?: (railkv.v1.Cancel.$Properties|null);

            /** Command refund. */
            refund?: (railkv.v1.Refund.$Properties|null);

            /** Command getOutcome. */
            getOutcome?: (railkv.v1.GetOutcome.$Properties|null);

            /** Command kvPut. */
            kvPut?: (railkv.v1.KvPut.$Properties|null);

            /** Command kvDelete. */
            kvDelete?: (railkv.v1.KvDelete.$Properties|null);

            /** Command kvCompareAndSet. */
            kvCompareAndSet?: (railkv.v1.KvCompareAndSet.$Properties|null);

            /** Command kvDecrement. */
            kvDecrement?: (railkv.v1.KvDecrement.$Properties|null);

            /** Command body. */
            body?: ("publish"|"setSale"|"purchase"|"confirm"|"cancel"|"refund"|"getOutcome"|"kvPut"|"kvDelete"|"kvCompareAndSet"|"kvDecrement");

            /**
             * Creates a new Command instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Command instance
             */
            static create(properties: railkv.v1.Command.$Shape): railkv.v1.Command & railkv.v1.Command.$Shape;
            static create(properties?: railkv.v1.Command.$Properties): railkv.v1.Command;

            /**
             * Encodes the specified Command message. Does not implicitly {@link railkv.v1.Command.verify|verify} messages.
             * @param message Command message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Command.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Command message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Command & railkv.v1.Command.$Shape} Command
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Command & railkv.v1.Command.$Shape;
        }

        namespace Command {

            /** Properties of a Command. */
            interface $Properties {

                /** Command requestId */
                requestId?: (string|null);

                /** Command notAfterMs */
                notAfterMs?: (number|null);

                /** Command publish */
                publish?: (railkv.v1.Publish.$Properties|null);

                /** Command setSale */
                setSale?: (railkv.v1.SetSale.$Properties|null);

                /** Command purchase */
                purchase?: (railkv.v1.Purchase.$Properties|null);

                /** Command confirm */
                confirm?: (railkv.v1.Confirm.$Properties|null);

                /** Command cancel */
                cancel?: (railkv.v1.Cancel.$Properties|null);

                /** Command refund */
                refund?: (railkv.v1.Refund.$Properties|null);

                /** Command getOutcome */
                getOutcome?: (railkv.v1.GetOutcome.$Properties|null);

                /** Command kvPut */
                kvPut?: (railkv.v1.KvPut.$Properties|null);

                /** Command kvDelete */
                kvDelete?: (railkv.v1.KvDelete.$Properties|null);

                /** Command kvCompareAndSet */
                kvCompareAndSet?: (railkv.v1.KvCompareAndSet.$Properties|null);

                /** Command kvDecrement */
                kvDecrement?: (railkv.v1.KvDecrement.$Properties|null);

                /** Command body */
                body?: ("publish"|"setSale"|"purchase"|"confirm"|"cancel"|"refund"|"getOutcome"|"kvPut"|"kvDelete"|"kvCompareAndSet"|"kvDecrement");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Command. */
            type $Shape = {
              requestId?: string|null;
              notAfterMs?: number|null;
              publish?: railkv.v1.Publish.$Shape|null;
              setSale?: railkv.v1.SetSale.$Shape|null;
              purchase?: railkv.v1.Purchase.$Shape|null;
              confirm?: railkv.v1.Confirm.$Shape|null;
              cancel?: railkv.v1.Cancel.$Shape|null;
              refund?: railkv.v1.Refund.$Shape|null;
              getOutcome?: railkv.v1.GetOutcome.$Shape|null;
              kvPut?: railkv.v1.KvPut.$Shape|null;
              kvDelete?: railkv.v1.KvDelete.$Shape|null;
              kvCompareAndSet?: railkv.v1.KvCompareAndSet.$Shape|null;
              kvDecrement?: railkv.v1.KvDecrement.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; publish?: null; setSale?: null; purchase?: null; confirm?: null; cancel?: null; refund?: null; getOutcome?: null; kvPut?: null; kvDelete?: null; kvCompareAndSet?: null; kvDecrement?: null }|{ body?: "publish"; publish: railkv.v1.Publish.$Shape; setSale?: null; purchase?: null; confirm?: null; cancel?: null; refund?: null; getOutcome?: null; kvPut?: null; kvDelete?: null; kvCompareAndSet?: null; kvDecrement?: null }|{ body?: "setSale"; publish?: null; setSale: railkv.v1.SetSale.$Shape; purchase?: null; confirm?: null; cancel?: null; refund?: null; getOutcome?: null; kvPut?: null; kvDelete?: null; kvCompareAndSet?: null; kvDecrement?: null }|{ body?: "purchase"; publish?: null; setSale?: null; purchase: railkv.v1.Purchase.$Shape; confirm?: null; cancel?: null; refund?: null; getOutcome?: null; kvPut?: null; kvDelete?: null; kvCompareAndSet?: null; kvDecrement?: null }|{ body?: "confirm"; publish?: null; setSale?: null; purchase?: null; confirm: railkv.v1.Confirm.$Shape; cancel?: null; refund?: null; getOutcome?: null; kvPut?: null; kvDelete?: null; kvCompareAndSet?: null; kvDecrement?: null }|{ body?: "cancel"; publish?: null; setSale?: null; purchase?: null; confirm?: null; cancel: railkv.v1.Cancel.$Shape; refund?: null; getOutcome?: null; kvPut?: null; kvDelete?: null; kvCompareAndSet?: null; kvDecrement?: null }|{ body?: "refund"; publish?: null; setSale?: null; purchase?: null; confirm?: null; cancel?: null; refund: railkv.v1.Refund.$Shape; getOutcome?: null; kvPut?: null; kvDelete?: null; kvCompareAndSet?: null; kvDecrement?: null }|{ body?: "getOutcome"; publish?: null; setSale?: null; purchase?: null; confirm?: null; cancel?: null; refund?: null; getOutcome: railkv.v1.GetOutcome.$Shape; kvPut?: null; kvDelete?: null; kvCompareAndSet?: null; kvDecrement?: null }|{ body?: "kvPut"; publish?: null; setSale?: null; purchase?: null; confirm?: null; cancel?: null; refund?: null; getOutcome?: null; kvPut: railkv.v1.KvPut.$Shape; kvDelete?: null; kvCompareAndSet?: null; kvDecrement?: null }|{ body?: "kvDelete"; publish?: null; setSale?: null; purchase?: null; confirm?: null; cancel?: null; refund?: null; getOutcome?: null; kvPut?: null; kvDelete: railkv.v1.KvDelete.$Shape; kvCompareAndSet?: null; kvDecrement?: null }|{ body?: "kvCompareAndSet"; publish?: null; setSale?: null; purchase?: null; confirm?: null; cancel?: null; refund?: null; getOutcome?: null; kvPut?: null; kvDelete?: null; kvCompareAndSet: railkv.v1.KvCompareAndSet.$Shape; kvDecrement?: null }|{ body?: "kvDecrement"; publish?: null; setSale?: null; purchase?: null; confirm?: null; cancel?: null; refund?: null; getOutcome?: null; kvPut?: null; kvDelete?: null; kvCompareAndSet?: null; kvDecrement: railkv.v1.KvDecrement.$Shape })
            );
        }

        /**
         * Properties of a StopTime.
         * @deprecated Use railkv.v1.StopTime.$Properties instead.
         */
        interface IStopTime extends railkv.v1.StopTime.$Properties {
        }

        /** Represents a StopTime. */
        class StopTime {

            /**
             * Constructs a new StopTime.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.StopTime.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StopTime station. */
            station: string;

            /** StopTime arrivalS. */
            arrivalS: number;

            /** StopTime departureS. */
            departureS: number;

            /** StopTime name. */
            name: string;

            /**
             * Creates a new StopTime instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StopTime instance
             */
            static create(properties: railkv.v1.StopTime.$Shape): railkv.v1.StopTime & railkv.v1.StopTime.$Shape;
            static create(properties?: railkv.v1.StopTime.$Properties): railkv.v1.StopTime;

            /**
             * Encodes the specified StopTime message. Does not implicitly {@link railkv.v1.StopTime.verify|verify} messages.
             * @param message StopTime message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.StopTime.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StopTime message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.StopTime & railkv.v1.StopTime.$Shape} StopTime
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.StopTime & railkv.v1.StopTime.$Shape;
        }

        namespace StopTime {

            /** Properties of a StopTime. */
            interface $Properties {

                /** StopTime station */
                station?: (string|null);

                /** StopTime arrivalS */
                arrivalS?: (number|null);

                /** StopTime departureS */
                departureS?: (number|null);

                /** StopTime name */
                name?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StopTime. */
            type $Shape = railkv.v1.StopTime.$Properties;
        }

        /**
         * Properties of a Coach.
         * @deprecated Use railkv.v1.Coach.$Properties instead.
         */
        interface ICoach extends railkv.v1.Coach.$Properties {
        }

        /** Represents a Coach. */
        class Coach {

            /**
             * Constructs a new Coach.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Coach.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Coach number. */
            number: number;

            /** Coach class. */
            class: string;

            /** Coach rows. */
            rows: number;

            /** Coach letters. */
            letters: string;

            /** Coach missing. */
            missing: string[];

            /** Coach windows. */
            windows: string;

            /** Coach aisles. */
            aisles: string;

            /**
             * Creates a new Coach instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Coach instance
             */
            static create(properties: railkv.v1.Coach.$Shape): railkv.v1.Coach & railkv.v1.Coach.$Shape;
            static create(properties?: railkv.v1.Coach.$Properties): railkv.v1.Coach;

            /**
             * Encodes the specified Coach message. Does not implicitly {@link railkv.v1.Coach.verify|verify} messages.
             * @param message Coach message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Coach.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Coach message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Coach & railkv.v1.Coach.$Shape} Coach
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Coach & railkv.v1.Coach.$Shape;
        }

        namespace Coach {

            /** Properties of a Coach. */
            interface $Properties {

                /** Coach number */
                number?: (number|null);

                /** Coach class */
                "class"?: (string|null);

                /** Coach rows */
                rows?: (number|null);

                /** Coach letters */
                letters?: (string|null);

                /** Coach missing */
                missing?: (string[]|null);

                /** Coach windows */
                windows?: (string|null);

                /** Coach aisles */
                aisles?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Coach. */
            type $Shape = railkv.v1.Coach.$Properties;
        }

        /**
         * Properties of a Publish.
         * @deprecated Use railkv.v1.Publish.$Properties instead.
         */
        interface IPublish extends railkv.v1.Publish.$Properties {
        }

        /** Represents a Publish. */
        class Publish {

            /**
             * Constructs a new Publish.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Publish.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Publish run. */
            run?: (railkv.v1.RunKey.$Properties|null);

            /** Publish stops. */
            stops: railkv.v1.StopTime.$Properties[];

            /** Publish coaches. */
            coaches: railkv.v1.Coach.$Properties[];

            /** Publish dayStartMs. */
            dayStartMs: number;

            /** Publish timezone. */
            timezone: string;

            /**
             * Creates a new Publish instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Publish instance
             */
            static create(properties: railkv.v1.Publish.$Shape): railkv.v1.Publish & railkv.v1.Publish.$Shape;
            static create(properties?: railkv.v1.Publish.$Properties): railkv.v1.Publish;

            /**
             * Encodes the specified Publish message. Does not implicitly {@link railkv.v1.Publish.verify|verify} messages.
             * @param message Publish message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Publish.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Publish message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Publish & railkv.v1.Publish.$Shape} Publish
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Publish & railkv.v1.Publish.$Shape;
        }

        namespace Publish {

            /** Properties of a Publish. */
            interface $Properties {

                /** Publish run */
                run?: (railkv.v1.RunKey.$Properties|null);

                /** Publish stops */
                stops?: (railkv.v1.StopTime.$Properties[]|null);

                /** Publish coaches */
                coaches?: (railkv.v1.Coach.$Properties[]|null);

                /** Publish dayStartMs */
                dayStartMs?: (number|null);

                /** Publish timezone */
                timezone?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Publish. */
            type $Shape = railkv.v1.Publish.$Properties;
        }

        /**
         * Properties of a SetSale.
         * @deprecated Use railkv.v1.SetSale.$Properties instead.
         */
        interface ISetSale extends railkv.v1.SetSale.$Properties {
        }

        /** Represents a SetSale. */
        class SetSale {

            /**
             * Constructs a new SetSale.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SetSale.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetSale run. */
            run?: (railkv.v1.RunKey.$Properties|null);

            /** SetSale open. */
            open: boolean;

            /**
             * Creates a new SetSale instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetSale instance
             */
            static create(properties: railkv.v1.SetSale.$Shape): railkv.v1.SetSale & railkv.v1.SetSale.$Shape;
            static create(properties?: railkv.v1.SetSale.$Properties): railkv.v1.SetSale;

            /**
             * Encodes the specified SetSale message. Does not implicitly {@link railkv.v1.SetSale.verify|verify} messages.
             * @param message SetSale message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SetSale.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetSale message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SetSale & railkv.v1.SetSale.$Shape} SetSale
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SetSale & railkv.v1.SetSale.$Shape;
        }

        namespace SetSale {

            /** Properties of a SetSale. */
            interface $Properties {

                /** SetSale run */
                run?: (railkv.v1.RunKey.$Properties|null);

                /** SetSale open */
                open?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetSale. */
            type $Shape = railkv.v1.SetSale.$Properties;
        }

        /**
         * Properties of a Passenger.
         * @deprecated Use railkv.v1.Passenger.$Properties instead.
         */
        interface IPassenger extends railkv.v1.Passenger.$Properties {
        }

        /** Represents a Passenger. */
        class Passenger {

            /**
             * Constructs a new Passenger.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Passenger.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Passenger passengerId. */
            passengerId: string;

            /** Passenger preference. */
            preference: string;

            /**
             * Creates a new Passenger instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Passenger instance
             */
            static create(properties: railkv.v1.Passenger.$Shape): railkv.v1.Passenger & railkv.v1.Passenger.$Shape;
            static create(properties?: railkv.v1.Passenger.$Properties): railkv.v1.Passenger;

            /**
             * Encodes the specified Passenger message. Does not implicitly {@link railkv.v1.Passenger.verify|verify} messages.
             * @param message Passenger message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Passenger.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Passenger message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Passenger & railkv.v1.Passenger.$Shape} Passenger
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Passenger & railkv.v1.Passenger.$Shape;
        }

        namespace Passenger {

            /** Properties of a Passenger. */
            interface $Properties {

                /** Passenger passengerId */
                passengerId?: (string|null);

                /** Passenger preference */
                preference?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Passenger. */
            type $Shape = railkv.v1.Passenger.$Properties;
        }

        /**
         * Properties of a Purchase.
         * @deprecated Use railkv.v1.Purchase.$Properties instead.
         */
        interface IPurchase extends railkv.v1.Purchase.$Properties {
        }

        /** Represents a Purchase. */
        class Purchase {

            /**
             * Constructs a new Purchase.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Purchase.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Purchase run. */
            run?: (railkv.v1.RunKey.$Properties|null);

            /** Purchase fromStop. */
            fromStop: number;

            /** Purchase toStop. */
            toStop: number;

            /** Purchase fromStation. */
            fromStation: string;

            /** Purchase toStation. */
            toStation: string;

            /** Purchase class. */
            class: string;

            /** Purchase passengers. */
            passengers: railkv.v1.Passenger.$Properties[];

            /** Purchase holdMs. */
            holdMs: number;

            /**
             * Creates a new Purchase instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Purchase instance
             */
            static create(properties: railkv.v1.Purchase.$Shape): railkv.v1.Purchase & railkv.v1.Purchase.$Shape;
            static create(properties?: railkv.v1.Purchase.$Properties): railkv.v1.Purchase;

            /**
             * Encodes the specified Purchase message. Does not implicitly {@link railkv.v1.Purchase.verify|verify} messages.
             * @param message Purchase message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Purchase.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Purchase message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Purchase & railkv.v1.Purchase.$Shape} Purchase
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Purchase & railkv.v1.Purchase.$Shape;
        }

        namespace Purchase {

            /** Properties of a Purchase. */
            interface $Properties {

                /** Purchase run */
                run?: (railkv.v1.RunKey.$Properties|null);

                /** Purchase fromStop */
                fromStop?: (number|null);

                /** Purchase toStop */
                toStop?: (number|null);

                /** Purchase fromStation */
                fromStation?: (string|null);

                /** Purchase toStation */
                toStation?: (string|null);

                /** Purchase class */
                "class"?: (string|null);

                /** Purchase passengers */
                passengers?: (railkv.v1.Passenger.$Properties[]|null);

                /** Purchase holdMs */
                holdMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Purchase. */
            type $Shape = railkv.v1.Purchase.$Properties;
        }

        /**
         * Properties of an OrderRef.
         * @deprecated Use railkv.v1.OrderRef.$Properties instead.
         */
        interface IOrderRef extends railkv.v1.OrderRef.$Properties {
        }

        /** Represents an OrderRef. */
        class OrderRef {

            /**
             * Constructs a new OrderRef.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.OrderRef.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OrderRef run. */
            run?: (railkv.v1.RunKey.$Properties|null);

            /** OrderRef orderId. */
            orderId: string;

            /**
             * Creates a new OrderRef instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OrderRef instance
             */
            static create(properties: railkv.v1.OrderRef.$Shape): railkv.v1.OrderRef & railkv.v1.OrderRef.$Shape;
            static create(properties?: railkv.v1.OrderRef.$Properties): railkv.v1.OrderRef;

            /**
             * Encodes the specified OrderRef message. Does not implicitly {@link railkv.v1.OrderRef.verify|verify} messages.
             * @param message OrderRef message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.OrderRef.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OrderRef message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.OrderRef & railkv.v1.OrderRef.$Shape} OrderRef
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.OrderRef & railkv.v1.OrderRef.$Shape;
        }

        namespace OrderRef {

            /** Properties of an OrderRef. */
            interface $Properties {

                /** OrderRef run */
                run?: (railkv.v1.RunKey.$Properties|null);

                /** OrderRef orderId */
                orderId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OrderRef. */
            type $Shape = railkv.v1.OrderRef.$Properties;
        }

        /**
         * Properties of a Confirm.
         * @deprecated Use railkv.v1.Confirm.$Properties instead.
         */
        interface IConfirm extends railkv.v1.Confirm.$Properties {
        }

        /** Represents a Confirm. */
        class Confirm {

            /**
             * Constructs a new Confirm.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Confirm.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Confirm order. */
            order?: (railkv.v1.OrderRef.$Properties|null);

            /**
             * Creates a new Confirm instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Confirm instance
             */
            static create(properties: railkv.v1.Confirm.$Shape): railkv.v1.Confirm & railkv.v1.Confirm.$Shape;
            static create(properties?: railkv.v1.Confirm.$Properties): railkv.v1.Confirm;

            /**
             * Encodes the specified Confirm message. Does not implicitly {@link railkv.v1.Confirm.verify|verify} messages.
             * @param message Confirm message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Confirm.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Confirm message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Confirm & railkv.v1.Confirm.$Shape} Confirm
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Confirm & railkv.v1.Confirm.$Shape;
        }

        namespace Confirm {

            /** Properties of a Confirm. */
            interface $Properties {

                /** Confirm order */
                order?: (railkv.v1.OrderRef.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Confirm. */
            type $Shape = railkv.v1.Confirm.$Properties;
        }

        /**
         * Properties of a Cancel.
         * @deprecated Use railkv.v1.Cancel.$Properties instead.
         */
        interface ICancel extends railkv.v1.Cancel.$Properties {
        }

        /** Represents a Cancel. */
        class Cancel {

            /**
             * Constructs a new Cancel.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Cancel.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Cancel order. */
            order?: (railkv.v1.OrderRef.$Properties|null);

            /**
             * Creates a new Cancel instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Cancel instance
             */
            static create(properties: railkv.v1.Cancel.$Shape): railkv.v1.Cancel & railkv.v1.Cancel.$Shape;
            static create(properties?: railkv.v1.Cancel.$Properties): railkv.v1.Cancel;

            /**
             * Encodes the specified Cancel message. Does not implicitly {@link railkv.v1.Cancel.verify|verify} messages.
             * @param message Cancel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Cancel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Cancel message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Cancel & railkv.v1.Cancel.$Shape} Cancel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Cancel & railkv.v1.Cancel.$Shape;
        }

        namespace Cancel {

            /** Properties of a Cancel. */
            interface $Properties {

                /** Cancel order */
                order?: (railkv.v1.OrderRef.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Cancel. */
            type $Shape = railkv.v1.Cancel.$Properties;
        }

        /**
         * Properties of a Refund.
         * @deprecated Use railkv.v1.Refund.$Properties instead.
         */
        interface IRefund extends railkv.v1.Refund.$Properties {
        }

        /** Represents a Refund. */
        class Refund {

            /**
             * Constructs a new Refund.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Refund.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Refund order. */
            order?: (railkv.v1.OrderRef.$Properties|null);

            /** Refund passengerIds. */
            passengerIds: string[];

            /**
             * Creates a new Refund instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Refund instance
             */
            static create(properties: railkv.v1.Refund.$Shape): railkv.v1.Refund & railkv.v1.Refund.$Shape;
            static create(properties?: railkv.v1.Refund.$Properties): railkv.v1.Refund;

            /**
             * Encodes the specified Refund message. Does not implicitly {@link railkv.v1.Refund.verify|verify} messages.
             * @param message Refund message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Refund.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Refund message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Refund & railkv.v1.Refund.$Shape} Refund
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Refund & railkv.v1.Refund.$Shape;
        }

        namespace Refund {

            /** Properties of a Refund. */
            interface $Properties {

                /** Refund order */
                order?: (railkv.v1.OrderRef.$Properties|null);

                /** Refund passengerIds */
                passengerIds?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Refund. */
            type $Shape = railkv.v1.Refund.$Properties;
        }

        /**
         * Properties of a GetOutcome.
         * @deprecated Use railkv.v1.GetOutcome.$Properties instead.
         */
        interface IGetOutcome extends railkv.v1.GetOutcome.$Properties {
        }

        /** Represents a GetOutcome. */
        class GetOutcome {

            /**
             * Constructs a new GetOutcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetOutcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetOutcome run. */
            run?: (railkv.v1.RunKey.$Properties|null);

            /** GetOutcome askedRequestId. */
            askedRequestId: string;

            /** GetOutcome key. */
            key: string;

            /** GetOutcome askedNotAfterMs. */
            askedNotAfterMs: number;

            /**
             * Creates a new GetOutcome instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetOutcome instance
             */
            static create(properties: railkv.v1.GetOutcome.$Shape): railkv.v1.GetOutcome & railkv.v1.GetOutcome.$Shape;
            static create(properties?: railkv.v1.GetOutcome.$Properties): railkv.v1.GetOutcome;

            /**
             * Encodes the specified GetOutcome message. Does not implicitly {@link railkv.v1.GetOutcome.verify|verify} messages.
             * @param message GetOutcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetOutcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetOutcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetOutcome & railkv.v1.GetOutcome.$Shape} GetOutcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetOutcome & railkv.v1.GetOutcome.$Shape;
        }

        namespace GetOutcome {

            /** Properties of a GetOutcome. */
            interface $Properties {

                /** GetOutcome run */
                run?: (railkv.v1.RunKey.$Properties|null);

                /** GetOutcome askedRequestId */
                askedRequestId?: (string|null);

                /** GetOutcome key */
                key?: (string|null);

                /** GetOutcome askedNotAfterMs */
                askedNotAfterMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetOutcome. */
            type $Shape = railkv.v1.GetOutcome.$Properties;
        }

        /**
         * Properties of a KvPut.
         * @deprecated Use railkv.v1.KvPut.$Properties instead.
         */
        interface IKvPut extends railkv.v1.KvPut.$Properties {
        }

        /** Represents a KvPut. */
        class KvPut {

            /**
             * Constructs a new KvPut.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KvPut.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KvPut key. */
            key: string;

            /** KvPut value. */
            value: Uint8Array;

            /**
             * Creates a new KvPut instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KvPut instance
             */
            static create(properties: railkv.v1.KvPut.$Shape): railkv.v1.KvPut & railkv.v1.KvPut.$Shape;
            static create(properties?: railkv.v1.KvPut.$Properties): railkv.v1.KvPut;

            /**
             * Encodes the specified KvPut message. Does not implicitly {@link railkv.v1.KvPut.verify|verify} messages.
             * @param message KvPut message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KvPut.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KvPut message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KvPut & railkv.v1.KvPut.$Shape} KvPut
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KvPut & railkv.v1.KvPut.$Shape;
        }

        namespace KvPut {

            /** Properties of a KvPut. */
            interface $Properties {

                /** KvPut key */
                key?: (string|null);

                /** KvPut value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KvPut. */
            type $Shape = railkv.v1.KvPut.$Properties;
        }

        /**
         * Properties of a KvDelete.
         * @deprecated Use railkv.v1.KvDelete.$Properties instead.
         */
        interface IKvDelete extends railkv.v1.KvDelete.$Properties {
        }

        /** Represents a KvDelete. */
        class KvDelete {

            /**
             * Constructs a new KvDelete.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KvDelete.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KvDelete key. */
            key: string;

            /**
             * Creates a new KvDelete instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KvDelete instance
             */
            static create(properties: railkv.v1.KvDelete.$Shape): railkv.v1.KvDelete & railkv.v1.KvDelete.$Shape;
            static create(properties?: railkv.v1.KvDelete.$Properties): railkv.v1.KvDelete;

            /**
             * Encodes the specified KvDelete message. Does not implicitly {@link railkv.v1.KvDelete.verify|verify} messages.
             * @param message KvDelete message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KvDelete.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KvDelete message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KvDelete & railkv.v1.KvDelete.$Shape} KvDelete
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KvDelete & railkv.v1.KvDelete.$Shape;
        }

        namespace KvDelete {

            /** Properties of a KvDelete. */
            interface $Properties {

                /** KvDelete key */
                key?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KvDelete. */
            type $Shape = railkv.v1.KvDelete.$Properties;
        }

        /**
         * Properties of a KvCompareAndSet.
         * @deprecated Use railkv.v1.KvCompareAndSet.$Properties instead.
         */
        interface IKvCompareAndSet extends railkv.v1.KvCompareAndSet.$Properties {
        }

        /** Represents a KvCompareAndSet. */
        class KvCompareAndSet {

            /**
             * Constructs a new KvCompareAndSet.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KvCompareAndSet.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KvCompareAndSet key. */
            key: string;

            /** KvCompareAndSet expectAbsent. */
            expectAbsent: boolean;

            /** KvCompareAndSet expected. */
            expected: Uint8Array;

            /** KvCompareAndSet value. */
            value: Uint8Array;

            /**
             * Creates a new KvCompareAndSet instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KvCompareAndSet instance
             */
            static create(properties: railkv.v1.KvCompareAndSet.$Shape): railkv.v1.KvCompareAndSet & railkv.v1.KvCompareAndSet.$Shape;
            static create(properties?: railkv.v1.KvCompareAndSet.$Properties): railkv.v1.KvCompareAndSet;

            /**
             * Encodes the specified KvCompareAndSet message. Does not implicitly {@link railkv.v1.KvCompareAndSet.verify|verify} messages.
             * @param message KvCompareAndSet message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KvCompareAndSet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KvCompareAndSet message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KvCompareAndSet & railkv.v1.KvCompareAndSet.$Shape} KvCompareAndSet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KvCompareAndSet & railkv.v1.KvCompareAndSet.$Shape;
        }

        namespace KvCompareAndSet {

            /** Properties of a KvCompareAndSet. */
            interface $Properties {

                /** KvCompareAndSet key */
                key?: (string|null);

                /** KvCompareAndSet expectAbsent */
                expectAbsent?: (boolean|null);

                /** KvCompareAndSet expected */
                expected?: (Uint8Array|null);

                /** KvCompareAndSet value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KvCompareAndSet. */
            type $Shape = railkv.v1.KvCompareAndSet.$Properties;
        }

        /**
         * Properties of a KvDecrement.
         * @deprecated Use railkv.v1.KvDecrement.$Properties instead.
         */
        interface IKvDecrement extends railkv.v1.KvDecrement.$Properties {
        }

        /** Represents a KvDecrement. */
        class KvDecrement {

            /**
             * Constructs a new KvDecrement.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KvDecrement.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KvDecrement key. */
            key: string;

            /** KvDecrement by. */
            by: number;

            /** KvDecrement floor. */
            floor: number;

            /**
             * Creates a new KvDecrement instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KvDecrement instance
             */
            static create(properties: railkv.v1.KvDecrement.$Shape): railkv.v1.KvDecrement & railkv.v1.KvDecrement.$Shape;
            static create(properties?: railkv.v1.KvDecrement.$Properties): railkv.v1.KvDecrement;

            /**
             * Encodes the specified KvDecrement message. Does not implicitly {@link railkv.v1.KvDecrement.verify|verify} messages.
             * @param message KvDecrement message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KvDecrement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KvDecrement message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KvDecrement & railkv.v1.KvDecrement.$Shape} KvDecrement
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KvDecrement & railkv.v1.KvDecrement.$Shape;
        }

        namespace KvDecrement {

            /** Properties of a KvDecrement. */
            interface $Properties {

                /** KvDecrement key */
                key?: (string|null);

                /** KvDecrement by */
                by?: (number|null);

                /** KvDecrement floor */
                floor?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KvDecrement. */
            type $Shape = railkv.v1.KvDecrement.$Properties;
        }

        /**
         * Properties of a Refusal.
         * @deprecated Use railkv.v1.Refusal.$Properties instead.
         */
        interface IRefusal extends railkv.v1.Refusal.$Properties {
        }

        /** Represents a Refusal. */
        class Refusal {

            /**
             * Constructs a new Refusal.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Refusal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Refusal reason. */
            reason: string;

            /** Refusal message. */
            message: string;

            /** Refusal metadata. */
            metadata: { [k: string]: string };

            /**
             * Creates a new Refusal instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Refusal instance
             */
            static create(properties: railkv.v1.Refusal.$Shape): railkv.v1.Refusal & railkv.v1.Refusal.$Shape;
            static create(properties?: railkv.v1.Refusal.$Properties): railkv.v1.Refusal;

            /**
             * Encodes the specified Refusal message. Does not implicitly {@link railkv.v1.Refusal.verify|verify} messages.
             * @param message Refusal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Refusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Refusal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Refusal & railkv.v1.Refusal.$Shape} Refusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Refusal & railkv.v1.Refusal.$Shape;
        }

        namespace Refusal {

            /** Properties of a Refusal. */
            interface $Properties {

                /** Refusal reason */
                reason?: (string|null);

                /** Refusal message */
                message?: (string|null);

                /** Refusal metadata */
                metadata?: ({ [k: string]: string }|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Refusal. */
            type $Shape = railkv.v1.Refusal.$Properties;
        }

        /**
         * Properties of an Answer.
         * @deprecated Use railkv.v1.Answer.$Properties instead.
         */
        interface IAnswer extends railkv.v1.Answer.$Properties {
        }

        /** Represents an Answer. */
        class Answer {

            /**
             * Constructs a new Answer.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Answer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Answer requestId. */
            requestId: string;

            /** Answer position. */
            position?: (railkv.v1.Position.$Properties|null);

            /** Answer refusal. */
            refusal?: (railkv.v1.Refusal.$Properties|null);

            /** Answer unrecorded. */
            unrecorded: boolean;

            /** Answer repeated. */
            repeated: boolean;

            /** Answer order. */
            order?: (railkv.v1.Order.$Properties|null);

            /** Answer kv. */
            kv?: (railkv.v1.KvAnswer.$Properties|null);

            /** Answer asked. */
            asked?: (railkv.v1.Answer.$Properties|null);

            /**
             * Creates a new Answer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Answer instance
             */
            static create(properties: railkv.v1.Answer.$Shape): railkv.v1.Answer & railkv.v1.Answer.$Shape;
            static create(properties?: railkv.v1.Answer.$Properties): railkv.v1.Answer;

            /**
             * Encodes the specified Answer message. Does not implicitly {@link railkv.v1.Answer.verify|verify} messages.
             * @param message Answer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Answer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Answer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Answer & railkv.v1.Answer.$Shape} Answer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Answer & railkv.v1.Answer.$Shape;
        }

        namespace Answer {

            /** Properties of an Answer. */
            interface $Properties {

                /** Answer requestId */
                requestId?: (string|null);

                /** Answer position */
                position?: (railkv.v1.Position.$Properties|null);

                /** Answer refusal */
                refusal?: (railkv.v1.Refusal.$Properties|null);

                /** Answer unrecorded */
                unrecorded?: (boolean|null);

                /** Answer repeated */
                repeated?: (boolean|null);

                /** Answer order */
                order?: (railkv.v1.Order.$Properties|null);

                /** Answer kv */
                kv?: (railkv.v1.KvAnswer.$Properties|null);

                /** Answer asked */
                asked?: (railkv.v1.Answer.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Answer. */
            type $Shape = railkv.v1.Answer.$Properties;
        }

        /**
         * Properties of a Ticket.
         * @deprecated Use railkv.v1.Ticket.$Properties instead.
         */
        interface ITicket extends railkv.v1.Ticket.$Properties {
        }

        /** Represents a Ticket. */
        class Ticket {

            /**
             * Constructs a new Ticket.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Ticket.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ticket passengerId. */
            passengerId: string;

            /** Ticket coach. */
            coach: number;

            /** Ticket seat. */
            seat: string;

            /** Ticket state. */
            state: string;

            /**
             * Creates a new Ticket instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ticket instance
             */
            static create(properties: railkv.v1.Ticket.$Shape): railkv.v1.Ticket & railkv.v1.Ticket.$Shape;
            static create(properties?: railkv.v1.Ticket.$Properties): railkv.v1.Ticket;

            /**
             * Encodes the specified Ticket message. Does not implicitly {@link railkv.v1.Ticket.verify|verify} messages.
             * @param message Ticket message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Ticket.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ticket message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Ticket & railkv.v1.Ticket.$Shape} Ticket
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Ticket & railkv.v1.Ticket.$Shape;
        }

        namespace Ticket {

            /** Properties of a Ticket. */
            interface $Properties {

                /** Ticket passengerId */
                passengerId?: (string|null);

                /** Ticket coach */
                coach?: (number|null);

                /** Ticket seat */
                seat?: (string|null);

                /** Ticket state */
                state?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ticket. */
            type $Shape = railkv.v1.Ticket.$Properties;
        }

        /**
         * Properties of an Order.
         * @deprecated Use railkv.v1.Order.$Properties instead.
         */
        interface IOrder extends railkv.v1.Order.$Properties {
        }

        /** Represents an Order. */
        class Order {

            /**
             * Constructs a new Order.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.Order.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Order ref. */
            ref?: (railkv.v1.OrderRef.$Properties|null);

            /** Order reference. */
            reference: string;

            /** Order state. */
            state: string;

            /** Order class. */
            class: string;

            /** Order fromStop. */
            fromStop: number;

            /** Order toStop. */
            toStop: number;

            /** Order fromStation. */
            fromStation: string;

            /** Order toStation. */
            toStation: string;

            /** Order tickets. */
            tickets: railkv.v1.Ticket.$Properties[];

            /** Order deadlineMs. */
            deadlineMs: number;

            /** Order createdMs. */
            createdMs: number;

            /** Order fromName. */
            fromName: string;

            /** Order toName. */
            toName: string;

            /** Order departureMs. */
            departureMs: number;

            /** Order arrivalMs. */
            arrivalMs: number;

            /**
             * Creates a new Order instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Order instance
             */
            static create(properties: railkv.v1.Order.$Shape): railkv.v1.Order & railkv.v1.Order.$Shape;
            static create(properties?: railkv.v1.Order.$Properties): railkv.v1.Order;

            /**
             * Encodes the specified Order message. Does not implicitly {@link railkv.v1.Order.verify|verify} messages.
             * @param message Order message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.Order.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Order message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.Order & railkv.v1.Order.$Shape} Order
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.Order & railkv.v1.Order.$Shape;
        }

        namespace Order {

            /** Properties of an Order. */
            interface $Properties {

                /** Order ref */
                ref?: (railkv.v1.OrderRef.$Properties|null);

                /** Order reference */
                reference?: (string|null);

                /** Order state */
                state?: (string|null);

                /** Order class */
                "class"?: (string|null);

                /** Order fromStop */
                fromStop?: (number|null);

                /** Order toStop */
                toStop?: (number|null);

                /** Order fromStation */
                fromStation?: (string|null);

                /** Order toStation */
                toStation?: (string|null);

                /** Order tickets */
                tickets?: (railkv.v1.Ticket.$Properties[]|null);

                /** Order deadlineMs */
                deadlineMs?: (number|null);

                /** Order createdMs */
                createdMs?: (number|null);

                /** Order fromName */
                fromName?: (string|null);

                /** Order toName */
                toName?: (string|null);

                /** Order departureMs */
                departureMs?: (number|null);

                /** Order arrivalMs */
                arrivalMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Order. */
            type $Shape = railkv.v1.Order.$Properties;
        }

        /**
         * Properties of a KvAnswer.
         * @deprecated Use railkv.v1.KvAnswer.$Properties instead.
         */
        interface IKvAnswer extends railkv.v1.KvAnswer.$Properties {
        }

        /** Represents a KvAnswer. */
        class KvAnswer {

            /**
             * Constructs a new KvAnswer.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.KvAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KvAnswer found. */
            found: boolean;

            /** KvAnswer value. */
            value: Uint8Array;

            /**
             * Creates a new KvAnswer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KvAnswer instance
             */
            static create(properties: railkv.v1.KvAnswer.$Shape): railkv.v1.KvAnswer & railkv.v1.KvAnswer.$Shape;
            static create(properties?: railkv.v1.KvAnswer.$Properties): railkv.v1.KvAnswer;

            /**
             * Encodes the specified KvAnswer message. Does not implicitly {@link railkv.v1.KvAnswer.verify|verify} messages.
             * @param message KvAnswer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.KvAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KvAnswer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.KvAnswer & railkv.v1.KvAnswer.$Shape} KvAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.KvAnswer & railkv.v1.KvAnswer.$Shape;
        }

        namespace KvAnswer {

            /** Properties of a KvAnswer. */
            interface $Properties {

                /** KvAnswer found */
                found?: (boolean|null);

                /** KvAnswer value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KvAnswer. */
            type $Shape = railkv.v1.KvAnswer.$Properties;
        }

        /**
         * Properties of a ReadOptions.
         * @deprecated Use railkv.v1.ReadOptions.$Properties instead.
         */
        interface IReadOptions extends railkv.v1.ReadOptions.$Properties {
        }

        /** Represents a ReadOptions. */
        class ReadOptions {

            /**
             * Constructs a new ReadOptions.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ReadOptions.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReadOptions level. */
            level: railkv.v1.ReadLevel;

            /** ReadOptions minPosition. */
            minPosition?: (railkv.v1.Position.$Properties|null);

            /**
             * Creates a new ReadOptions instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReadOptions instance
             */
            static create(properties: railkv.v1.ReadOptions.$Shape): railkv.v1.ReadOptions & railkv.v1.ReadOptions.$Shape;
            static create(properties?: railkv.v1.ReadOptions.$Properties): railkv.v1.ReadOptions;

            /**
             * Encodes the specified ReadOptions message. Does not implicitly {@link railkv.v1.ReadOptions.verify|verify} messages.
             * @param message ReadOptions message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ReadOptions.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReadOptions message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ReadOptions & railkv.v1.ReadOptions.$Shape} ReadOptions
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ReadOptions & railkv.v1.ReadOptions.$Shape;
        }

        namespace ReadOptions {

            /** Properties of a ReadOptions. */
            interface $Properties {

                /** ReadOptions level */
                level?: (railkv.v1.ReadLevel|null);

                /** ReadOptions minPosition */
                minPosition?: (railkv.v1.Position.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReadOptions. */
            type $Shape = railkv.v1.ReadOptions.$Properties;
        }

        /**
         * Properties of an AsOf.
         * @deprecated Use railkv.v1.AsOf.$Properties instead.
         */
        interface IAsOf extends railkv.v1.AsOf.$Properties {
        }

        /** Represents an AsOf. */
        class AsOf {

            /**
             * Constructs a new AsOf.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.AsOf.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AsOf position. */
            position?: (railkv.v1.Position.$Properties|null);

            /** AsOf ageMs. */
            ageMs: number;

            /** AsOf nodeId. */
            nodeId: string;

            /**
             * Creates a new AsOf instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AsOf instance
             */
            static create(properties: railkv.v1.AsOf.$Shape): railkv.v1.AsOf & railkv.v1.AsOf.$Shape;
            static create(properties?: railkv.v1.AsOf.$Properties): railkv.v1.AsOf;

            /**
             * Encodes the specified AsOf message. Does not implicitly {@link railkv.v1.AsOf.verify|verify} messages.
             * @param message AsOf message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.AsOf.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AsOf message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.AsOf & railkv.v1.AsOf.$Shape} AsOf
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.AsOf & railkv.v1.AsOf.$Shape;
        }

        namespace AsOf {

            /** Properties of an AsOf. */
            interface $Properties {

                /** AsOf position */
                position?: (railkv.v1.Position.$Properties|null);

                /** AsOf ageMs */
                ageMs?: (number|null);

                /** AsOf nodeId */
                nodeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AsOf. */
            type $Shape = railkv.v1.AsOf.$Properties;
        }

        /**
         * Properties of a QueryLineRequest.
         * @deprecated Use railkv.v1.QueryLineRequest.$Properties instead.
         */
        interface IQueryLineRequest extends railkv.v1.QueryLineRequest.$Properties {
        }

        /** Represents a QueryLineRequest. */
        class QueryLineRequest {

            /**
             * Constructs a new QueryLineRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.QueryLineRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QueryLineRequest routed. */
            routed?: (railkv.v1.Routed.$Properties|null);

            /** QueryLineRequest line. */
            line: string;

            /** QueryLineRequest fromStation. */
            fromStation: string;

            /** QueryLineRequest toStation. */
            toStation: string;

            /** QueryLineRequest date. */
            date: string;

            /** QueryLineRequest read. */
            read?: (railkv.v1.ReadOptions.$Properties|null);

            /** QueryLineRequest train. */
            train: string;

            /**
             * Creates a new QueryLineRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns QueryLineRequest instance
             */
            static create(properties: railkv.v1.QueryLineRequest.$Shape): railkv.v1.QueryLineRequest & railkv.v1.QueryLineRequest.$Shape;
            static create(properties?: railkv.v1.QueryLineRequest.$Properties): railkv.v1.QueryLineRequest;

            /**
             * Encodes the specified QueryLineRequest message. Does not implicitly {@link railkv.v1.QueryLineRequest.verify|verify} messages.
             * @param message QueryLineRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.QueryLineRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QueryLineRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.QueryLineRequest & railkv.v1.QueryLineRequest.$Shape} QueryLineRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.QueryLineRequest & railkv.v1.QueryLineRequest.$Shape;
        }

        namespace QueryLineRequest {

            /** Properties of a QueryLineRequest. */
            interface $Properties {

                /** QueryLineRequest routed */
                routed?: (railkv.v1.Routed.$Properties|null);

                /** QueryLineRequest line */
                line?: (string|null);

                /** QueryLineRequest fromStation */
                fromStation?: (string|null);

                /** QueryLineRequest toStation */
                toStation?: (string|null);

                /** QueryLineRequest date */
                date?: (string|null);

                /** QueryLineRequest read */
                read?: (railkv.v1.ReadOptions.$Properties|null);

                /** QueryLineRequest train */
                train?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QueryLineRequest. */
            type $Shape = railkv.v1.QueryLineRequest.$Properties;
        }

        /**
         * Properties of a ClassOffer.
         * @deprecated Use railkv.v1.ClassOffer.$Properties instead.
         */
        interface IClassOffer extends railkv.v1.ClassOffer.$Properties {
        }

        /** Represents a ClassOffer. */
        class ClassOffer {

            /**
             * Constructs a new ClassOffer.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ClassOffer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClassOffer class. */
            class: string;

            /** ClassOffer seatsLeft. */
            seatsLeft: number;

            /** ClassOffer seatsTotal. */
            seatsTotal: number;

            /**
             * Creates a new ClassOffer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ClassOffer instance
             */
            static create(properties: railkv.v1.ClassOffer.$Shape): railkv.v1.ClassOffer & railkv.v1.ClassOffer.$Shape;
            static create(properties?: railkv.v1.ClassOffer.$Properties): railkv.v1.ClassOffer;

            /**
             * Encodes the specified ClassOffer message. Does not implicitly {@link railkv.v1.ClassOffer.verify|verify} messages.
             * @param message ClassOffer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ClassOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClassOffer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ClassOffer & railkv.v1.ClassOffer.$Shape} ClassOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ClassOffer & railkv.v1.ClassOffer.$Shape;
        }

        namespace ClassOffer {

            /** Properties of a ClassOffer. */
            interface $Properties {

                /** ClassOffer class */
                "class"?: (string|null);

                /** ClassOffer seatsLeft */
                seatsLeft?: (number|null);

                /** ClassOffer seatsTotal */
                seatsTotal?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClassOffer. */
            type $Shape = railkv.v1.ClassOffer.$Properties;
        }

        /**
         * Properties of a TrainOffer.
         * @deprecated Use railkv.v1.TrainOffer.$Properties instead.
         */
        interface ITrainOffer extends railkv.v1.TrainOffer.$Properties {
        }

        /** Represents a TrainOffer. */
        class TrainOffer {

            /**
             * Constructs a new TrainOffer.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.TrainOffer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TrainOffer run. */
            run?: (railkv.v1.RunKey.$Properties|null);

            /** TrainOffer fromStop. */
            fromStop: number;

            /** TrainOffer toStop. */
            toStop: number;

            /** TrainOffer departureMs. */
            departureMs: number;

            /** TrainOffer arrivalMs. */
            arrivalMs: number;

            /** TrainOffer classes. */
            classes: railkv.v1.ClassOffer.$Properties[];

            /** TrainOffer open. */
            open: boolean;

            /** TrainOffer fromName. */
            fromName: string;

            /** TrainOffer toName. */
            toName: string;

            /** TrainOffer timezone. */
            timezone: string;

            /** TrainOffer fromStation. */
            fromStation: string;

            /** TrainOffer toStation. */
            toStation: string;

            /**
             * Creates a new TrainOffer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TrainOffer instance
             */
            static create(properties: railkv.v1.TrainOffer.$Shape): railkv.v1.TrainOffer & railkv.v1.TrainOffer.$Shape;
            static create(properties?: railkv.v1.TrainOffer.$Properties): railkv.v1.TrainOffer;

            /**
             * Encodes the specified TrainOffer message. Does not implicitly {@link railkv.v1.TrainOffer.verify|verify} messages.
             * @param message TrainOffer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.TrainOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TrainOffer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.TrainOffer & railkv.v1.TrainOffer.$Shape} TrainOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.TrainOffer & railkv.v1.TrainOffer.$Shape;
        }

        namespace TrainOffer {

            /** Properties of a TrainOffer. */
            interface $Properties {

                /** TrainOffer run */
                run?: (railkv.v1.RunKey.$Properties|null);

                /** TrainOffer fromStop */
                fromStop?: (number|null);

                /** TrainOffer toStop */
                toStop?: (number|null);

                /** TrainOffer departureMs */
                departureMs?: (number|null);

                /** TrainOffer arrivalMs */
                arrivalMs?: (number|null);

                /** TrainOffer classes */
                classes?: (railkv.v1.ClassOffer.$Properties[]|null);

                /** TrainOffer open */
                open?: (boolean|null);

                /** TrainOffer fromName */
                fromName?: (string|null);

                /** TrainOffer toName */
                toName?: (string|null);

                /** TrainOffer timezone */
                timezone?: (string|null);

                /** TrainOffer fromStation */
                fromStation?: (string|null);

                /** TrainOffer toStation */
                toStation?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TrainOffer. */
            type $Shape = railkv.v1.TrainOffer.$Properties;
        }

        /**
         * Properties of a QueryLineResponse.
         * @deprecated Use railkv.v1.QueryLineResponse.$Properties instead.
         */
        interface IQueryLineResponse extends railkv.v1.QueryLineResponse.$Properties {
        }

        /** Represents a QueryLineResponse. */
        class QueryLineResponse {

            /**
             * Constructs a new QueryLineResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.QueryLineResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** QueryLineResponse offers. */
            offers: railkv.v1.TrainOffer.$Properties[];

            /** QueryLineResponse asOf. */
            asOf?: (railkv.v1.AsOf.$Properties|null);

            /**
             * Creates a new QueryLineResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns QueryLineResponse instance
             */
            static create(properties: railkv.v1.QueryLineResponse.$Shape): railkv.v1.QueryLineResponse & railkv.v1.QueryLineResponse.$Shape;
            static create(properties?: railkv.v1.QueryLineResponse.$Properties): railkv.v1.QueryLineResponse;

            /**
             * Encodes the specified QueryLineResponse message. Does not implicitly {@link railkv.v1.QueryLineResponse.verify|verify} messages.
             * @param message QueryLineResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.QueryLineResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a QueryLineResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.QueryLineResponse & railkv.v1.QueryLineResponse.$Shape} QueryLineResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.QueryLineResponse & railkv.v1.QueryLineResponse.$Shape;
        }

        namespace QueryLineResponse {

            /** Properties of a QueryLineResponse. */
            interface $Properties {

                /** QueryLineResponse offers */
                offers?: (railkv.v1.TrainOffer.$Properties[]|null);

                /** QueryLineResponse asOf */
                asOf?: (railkv.v1.AsOf.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a QueryLineResponse. */
            type $Shape = railkv.v1.QueryLineResponse.$Properties;
        }

        /**
         * Properties of a GetRunRequest.
         * @deprecated Use railkv.v1.GetRunRequest.$Properties instead.
         */
        interface IGetRunRequest extends railkv.v1.GetRunRequest.$Properties {
        }

        /** Represents a GetRunRequest. */
        class GetRunRequest {

            /**
             * Constructs a new GetRunRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetRunRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetRunRequest routed. */
            routed?: (railkv.v1.Routed.$Properties|null);

            /** GetRunRequest run. */
            run?: (railkv.v1.RunKey.$Properties|null);

            /** GetRunRequest read. */
            read?: (railkv.v1.ReadOptions.$Properties|null);

            /**
             * Creates a new GetRunRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetRunRequest instance
             */
            static create(properties: railkv.v1.GetRunRequest.$Shape): railkv.v1.GetRunRequest & railkv.v1.GetRunRequest.$Shape;
            static create(properties?: railkv.v1.GetRunRequest.$Properties): railkv.v1.GetRunRequest;

            /**
             * Encodes the specified GetRunRequest message. Does not implicitly {@link railkv.v1.GetRunRequest.verify|verify} messages.
             * @param message GetRunRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetRunRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetRunRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetRunRequest & railkv.v1.GetRunRequest.$Shape} GetRunRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetRunRequest & railkv.v1.GetRunRequest.$Shape;
        }

        namespace GetRunRequest {

            /** Properties of a GetRunRequest. */
            interface $Properties {

                /** GetRunRequest routed */
                routed?: (railkv.v1.Routed.$Properties|null);

                /** GetRunRequest run */
                run?: (railkv.v1.RunKey.$Properties|null);

                /** GetRunRequest read */
                read?: (railkv.v1.ReadOptions.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetRunRequest. */
            type $Shape = railkv.v1.GetRunRequest.$Properties;
        }

        /**
         * Properties of a ClassInventory.
         * @deprecated Use railkv.v1.ClassInventory.$Properties instead.
         */
        interface IClassInventory extends railkv.v1.ClassInventory.$Properties {
        }

        /** Represents a ClassInventory. */
        class ClassInventory {

            /**
             * Constructs a new ClassInventory.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ClassInventory.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClassInventory class. */
            class: string;

            /** ClassInventory published. */
            published: number;

            /** ClassInventory free. */
            free: number[];

            /** ClassInventory held. */
            held: number[];

            /** ClassInventory sold. */
            sold: number[];

            /**
             * Creates a new ClassInventory instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ClassInventory instance
             */
            static create(properties: railkv.v1.ClassInventory.$Shape): railkv.v1.ClassInventory & railkv.v1.ClassInventory.$Shape;
            static create(properties?: railkv.v1.ClassInventory.$Properties): railkv.v1.ClassInventory;

            /**
             * Encodes the specified ClassInventory message. Does not implicitly {@link railkv.v1.ClassInventory.verify|verify} messages.
             * @param message ClassInventory message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ClassInventory.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClassInventory message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ClassInventory & railkv.v1.ClassInventory.$Shape} ClassInventory
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ClassInventory & railkv.v1.ClassInventory.$Shape;
        }

        namespace ClassInventory {

            /** Properties of a ClassInventory. */
            interface $Properties {

                /** ClassInventory class */
                "class"?: (string|null);

                /** ClassInventory published */
                published?: (number|null);

                /** ClassInventory free */
                free?: (number[]|null);

                /** ClassInventory held */
                held?: (number[]|null);

                /** ClassInventory sold */
                sold?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClassInventory. */
            type $Shape = railkv.v1.ClassInventory.$Properties;
        }

        /**
         * Properties of a GetRunResponse.
         * @deprecated Use railkv.v1.GetRunResponse.$Properties instead.
         */
        interface IGetRunResponse extends railkv.v1.GetRunResponse.$Properties {
        }

        /** Represents a GetRunResponse. */
        class GetRunResponse {

            /**
             * Constructs a new GetRunResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetRunResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetRunResponse run. */
            run?: (railkv.v1.RunKey.$Properties|null);

            /** GetRunResponse stops. */
            stops: railkv.v1.StopTime.$Properties[];

            /** GetRunResponse coaches. */
            coaches: railkv.v1.Coach.$Properties[];

            /** GetRunResponse dayStartMs. */
            dayStartMs: number;

            /** GetRunResponse timezone. */
            timezone: string;

            /** GetRunResponse open. */
            open: boolean;

            /** GetRunResponse planVersion. */
            planVersion: number;

            /** GetRunResponse inventory. */
            inventory: railkv.v1.ClassInventory.$Properties[];

            /** GetRunResponse asOf. */
            asOf?: (railkv.v1.AsOf.$Properties|null);

            /**
             * Creates a new GetRunResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetRunResponse instance
             */
            static create(properties: railkv.v1.GetRunResponse.$Shape): railkv.v1.GetRunResponse & railkv.v1.GetRunResponse.$Shape;
            static create(properties?: railkv.v1.GetRunResponse.$Properties): railkv.v1.GetRunResponse;

            /**
             * Encodes the specified GetRunResponse message. Does not implicitly {@link railkv.v1.GetRunResponse.verify|verify} messages.
             * @param message GetRunResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetRunResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetRunResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetRunResponse & railkv.v1.GetRunResponse.$Shape} GetRunResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetRunResponse & railkv.v1.GetRunResponse.$Shape;
        }

        namespace GetRunResponse {

            /** Properties of a GetRunResponse. */
            interface $Properties {

                /** GetRunResponse run */
                run?: (railkv.v1.RunKey.$Properties|null);

                /** GetRunResponse stops */
                stops?: (railkv.v1.StopTime.$Properties[]|null);

                /** GetRunResponse coaches */
                coaches?: (railkv.v1.Coach.$Properties[]|null);

                /** GetRunResponse dayStartMs */
                dayStartMs?: (number|null);

                /** GetRunResponse timezone */
                timezone?: (string|null);

                /** GetRunResponse open */
                open?: (boolean|null);

                /** GetRunResponse planVersion */
                planVersion?: (number|null);

                /** GetRunResponse inventory */
                inventory?: (railkv.v1.ClassInventory.$Properties[]|null);

                /** GetRunResponse asOf */
                asOf?: (railkv.v1.AsOf.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetRunResponse. */
            type $Shape = railkv.v1.GetRunResponse.$Properties;
        }

        /**
         * Properties of a ListRunsRequest.
         * @deprecated Use railkv.v1.ListRunsRequest.$Properties instead.
         */
        interface IListRunsRequest extends railkv.v1.ListRunsRequest.$Properties {
        }

        /** Represents a ListRunsRequest. */
        class ListRunsRequest {

            /**
             * Constructs a new ListRunsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ListRunsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListRunsRequest routed. */
            routed?: (railkv.v1.Routed.$Properties|null);

            /** ListRunsRequest line. */
            line: string;

            /** ListRunsRequest date. */
            date: string;

            /** ListRunsRequest read. */
            read?: (railkv.v1.ReadOptions.$Properties|null);

            /** ListRunsRequest afterTrain. */
            afterTrain: string;

            /** ListRunsRequest afterDate. */
            afterDate: string;

            /** ListRunsRequest limit. */
            limit: number;

            /**
             * Creates a new ListRunsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListRunsRequest instance
             */
            static create(properties: railkv.v1.ListRunsRequest.$Shape): railkv.v1.ListRunsRequest & railkv.v1.ListRunsRequest.$Shape;
            static create(properties?: railkv.v1.ListRunsRequest.$Properties): railkv.v1.ListRunsRequest;

            /**
             * Encodes the specified ListRunsRequest message. Does not implicitly {@link railkv.v1.ListRunsRequest.verify|verify} messages.
             * @param message ListRunsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ListRunsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListRunsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ListRunsRequest & railkv.v1.ListRunsRequest.$Shape} ListRunsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ListRunsRequest & railkv.v1.ListRunsRequest.$Shape;
        }

        namespace ListRunsRequest {

            /** Properties of a ListRunsRequest. */
            interface $Properties {

                /** ListRunsRequest routed */
                routed?: (railkv.v1.Routed.$Properties|null);

                /** ListRunsRequest line */
                line?: (string|null);

                /** ListRunsRequest date */
                date?: (string|null);

                /** ListRunsRequest read */
                read?: (railkv.v1.ReadOptions.$Properties|null);

                /** ListRunsRequest afterTrain */
                afterTrain?: (string|null);

                /** ListRunsRequest afterDate */
                afterDate?: (string|null);

                /** ListRunsRequest limit */
                limit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListRunsRequest. */
            type $Shape = railkv.v1.ListRunsRequest.$Properties;
        }

        /**
         * Properties of a RunSummary.
         * @deprecated Use railkv.v1.RunSummary.$Properties instead.
         */
        interface IRunSummary extends railkv.v1.RunSummary.$Properties {
        }

        /** Represents a RunSummary. */
        class RunSummary {

            /**
             * Constructs a new RunSummary.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RunSummary.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RunSummary run. */
            run?: (railkv.v1.RunKey.$Properties|null);

            /** RunSummary fromName. */
            fromName: string;

            /** RunSummary toName. */
            toName: string;

            /** RunSummary departureMs. */
            departureMs: number;

            /** RunSummary arrivalMs. */
            arrivalMs: number;

            /** RunSummary stops. */
            stops: number;

            /**
             * Creates a new RunSummary instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RunSummary instance
             */
            static create(properties: railkv.v1.RunSummary.$Shape): railkv.v1.RunSummary & railkv.v1.RunSummary.$Shape;
            static create(properties?: railkv.v1.RunSummary.$Properties): railkv.v1.RunSummary;

            /**
             * Encodes the specified RunSummary message. Does not implicitly {@link railkv.v1.RunSummary.verify|verify} messages.
             * @param message RunSummary message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RunSummary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RunSummary message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RunSummary & railkv.v1.RunSummary.$Shape} RunSummary
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RunSummary & railkv.v1.RunSummary.$Shape;
        }

        namespace RunSummary {

            /** Properties of a RunSummary. */
            interface $Properties {

                /** RunSummary run */
                run?: (railkv.v1.RunKey.$Properties|null);

                /** RunSummary fromName */
                fromName?: (string|null);

                /** RunSummary toName */
                toName?: (string|null);

                /** RunSummary departureMs */
                departureMs?: (number|null);

                /** RunSummary arrivalMs */
                arrivalMs?: (number|null);

                /** RunSummary stops */
                stops?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RunSummary. */
            type $Shape = railkv.v1.RunSummary.$Properties;
        }

        /**
         * Properties of a ListRunsResponse.
         * @deprecated Use railkv.v1.ListRunsResponse.$Properties instead.
         */
        interface IListRunsResponse extends railkv.v1.ListRunsResponse.$Properties {
        }

        /** Represents a ListRunsResponse. */
        class ListRunsResponse {

            /**
             * Constructs a new ListRunsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.ListRunsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListRunsResponse runs. */
            runs: railkv.v1.RunSummary.$Properties[];

            /** ListRunsResponse more. */
            more: boolean;

            /** ListRunsResponse asOf. */
            asOf?: (railkv.v1.AsOf.$Properties|null);

            /**
             * Creates a new ListRunsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListRunsResponse instance
             */
            static create(properties: railkv.v1.ListRunsResponse.$Shape): railkv.v1.ListRunsResponse & railkv.v1.ListRunsResponse.$Shape;
            static create(properties?: railkv.v1.ListRunsResponse.$Properties): railkv.v1.ListRunsResponse;

            /**
             * Encodes the specified ListRunsResponse message. Does not implicitly {@link railkv.v1.ListRunsResponse.verify|verify} messages.
             * @param message ListRunsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.ListRunsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListRunsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.ListRunsResponse & railkv.v1.ListRunsResponse.$Shape} ListRunsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.ListRunsResponse & railkv.v1.ListRunsResponse.$Shape;
        }

        namespace ListRunsResponse {

            /** Properties of a ListRunsResponse. */
            interface $Properties {

                /** ListRunsResponse runs */
                runs?: (railkv.v1.RunSummary.$Properties[]|null);

                /** ListRunsResponse more */
                more?: (boolean|null);

                /** ListRunsResponse asOf */
                asOf?: (railkv.v1.AsOf.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListRunsResponse. */
            type $Shape = railkv.v1.ListRunsResponse.$Properties;
        }

        /**
         * Properties of a GetOrderRequest.
         * @deprecated Use railkv.v1.GetOrderRequest.$Properties instead.
         */
        interface IGetOrderRequest extends railkv.v1.GetOrderRequest.$Properties {
        }

        /** Represents a GetOrderRequest. */
        class GetOrderRequest {

            /**
             * Constructs a new GetOrderRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetOrderRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetOrderRequest routed. */
            routed?: (railkv.v1.Routed.$Properties|null);

            /** GetOrderRequest order. */
            order?: (railkv.v1.OrderRef.$Properties|null);

            /** GetOrderRequest read. */
            read?: (railkv.v1.ReadOptions.$Properties|null);

            /**
             * Creates a new GetOrderRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetOrderRequest instance
             */
            static create(properties: railkv.v1.GetOrderRequest.$Shape): railkv.v1.GetOrderRequest & railkv.v1.GetOrderRequest.$Shape;
            static create(properties?: railkv.v1.GetOrderRequest.$Properties): railkv.v1.GetOrderRequest;

            /**
             * Encodes the specified GetOrderRequest message. Does not implicitly {@link railkv.v1.GetOrderRequest.verify|verify} messages.
             * @param message GetOrderRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetOrderRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetOrderRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetOrderRequest & railkv.v1.GetOrderRequest.$Shape} GetOrderRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetOrderRequest & railkv.v1.GetOrderRequest.$Shape;
        }

        namespace GetOrderRequest {

            /** Properties of a GetOrderRequest. */
            interface $Properties {

                /** GetOrderRequest routed */
                routed?: (railkv.v1.Routed.$Properties|null);

                /** GetOrderRequest order */
                order?: (railkv.v1.OrderRef.$Properties|null);

                /** GetOrderRequest read */
                read?: (railkv.v1.ReadOptions.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetOrderRequest. */
            type $Shape = railkv.v1.GetOrderRequest.$Properties;
        }

        /**
         * Properties of a GetOrderResponse.
         * @deprecated Use railkv.v1.GetOrderResponse.$Properties instead.
         */
        interface IGetOrderResponse extends railkv.v1.GetOrderResponse.$Properties {
        }

        /** Represents a GetOrderResponse. */
        class GetOrderResponse {

            /**
             * Constructs a new GetOrderResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GetOrderResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GetOrderResponse order. */
            order?: (railkv.v1.Order.$Properties|null);

            /** GetOrderResponse asOf. */
            asOf?: (railkv.v1.AsOf.$Properties|null);

            /**
             * Creates a new GetOrderResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GetOrderResponse instance
             */
            static create(properties: railkv.v1.GetOrderResponse.$Shape): railkv.v1.GetOrderResponse & railkv.v1.GetOrderResponse.$Shape;
            static create(properties?: railkv.v1.GetOrderResponse.$Properties): railkv.v1.GetOrderResponse;

            /**
             * Encodes the specified GetOrderResponse message. Does not implicitly {@link railkv.v1.GetOrderResponse.verify|verify} messages.
             * @param message GetOrderResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GetOrderResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GetOrderResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GetOrderResponse & railkv.v1.GetOrderResponse.$Shape} GetOrderResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GetOrderResponse & railkv.v1.GetOrderResponse.$Shape;
        }

        namespace GetOrderResponse {

            /** Properties of a GetOrderResponse. */
            interface $Properties {

                /** GetOrderResponse order */
                order?: (railkv.v1.Order.$Properties|null);

                /** GetOrderResponse asOf */
                asOf?: (railkv.v1.AsOf.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GetOrderResponse. */
            type $Shape = railkv.v1.GetOrderResponse.$Properties;
        }

        /**
         * Properties of a GroupClockRow.
         * @deprecated Use railkv.v1.GroupClockRow.$Properties instead.
         */
        interface IGroupClockRow extends railkv.v1.GroupClockRow.$Properties {
        }

        /** Represents a GroupClockRow. */
        class GroupClockRow {

            /**
             * Constructs a new GroupClockRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GroupClockRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupClockRow timeMs. */
            timeMs: number;

            /** GroupClockRow eventsFrom. */
            eventsFrom: number;

            /**
             * Creates a new GroupClockRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupClockRow instance
             */
            static create(properties: railkv.v1.GroupClockRow.$Shape): railkv.v1.GroupClockRow & railkv.v1.GroupClockRow.$Shape;
            static create(properties?: railkv.v1.GroupClockRow.$Properties): railkv.v1.GroupClockRow;

            /**
             * Encodes the specified GroupClockRow message. Does not implicitly {@link railkv.v1.GroupClockRow.verify|verify} messages.
             * @param message GroupClockRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GroupClockRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupClockRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GroupClockRow & railkv.v1.GroupClockRow.$Shape} GroupClockRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GroupClockRow & railkv.v1.GroupClockRow.$Shape;
        }

        namespace GroupClockRow {

            /** Properties of a GroupClockRow. */
            interface $Properties {

                /** GroupClockRow timeMs */
                timeMs?: (number|null);

                /** GroupClockRow eventsFrom */
                eventsFrom?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupClockRow. */
            type $Shape = railkv.v1.GroupClockRow.$Properties;
        }

        /**
         * Properties of a GroupLineRow.
         * @deprecated Use railkv.v1.GroupLineRow.$Properties instead.
         */
        interface IGroupLineRow extends railkv.v1.GroupLineRow.$Properties {
        }

        /** Represents a GroupLineRow. */
        class GroupLineRow {

            /**
             * Constructs a new GroupLineRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GroupLineRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupLineRow line. */
            line: string;

            /**
             * Creates a new GroupLineRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupLineRow instance
             */
            static create(properties: railkv.v1.GroupLineRow.$Shape): railkv.v1.GroupLineRow & railkv.v1.GroupLineRow.$Shape;
            static create(properties?: railkv.v1.GroupLineRow.$Properties): railkv.v1.GroupLineRow;

            /**
             * Encodes the specified GroupLineRow message. Does not implicitly {@link railkv.v1.GroupLineRow.verify|verify} messages.
             * @param message GroupLineRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GroupLineRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupLineRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GroupLineRow & railkv.v1.GroupLineRow.$Shape} GroupLineRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GroupLineRow & railkv.v1.GroupLineRow.$Shape;
        }

        namespace GroupLineRow {

            /** Properties of a GroupLineRow. */
            interface $Properties {

                /** GroupLineRow line */
                line?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupLineRow. */
            type $Shape = railkv.v1.GroupLineRow.$Properties;
        }

        /**
         * Properties of a TrainRow.
         * @deprecated Use railkv.v1.TrainRow.$Properties instead.
         */
        interface ITrainRow extends railkv.v1.TrainRow.$Properties {
        }

        /** Represents a TrainRow. */
        class TrainRow {

            /**
             * Constructs a new TrainRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.TrainRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TrainRow train. */
            train: string;

            /** TrainRow patterns. */
            patterns: railkv.v1.TrainRow.Pattern.$Properties[];

            /** TrainRow dates. */
            dates: railkv.v1.TrainRow.RunDate.$Properties[];

            /**
             * Creates a new TrainRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TrainRow instance
             */
            static create(properties: railkv.v1.TrainRow.$Shape): railkv.v1.TrainRow & railkv.v1.TrainRow.$Shape;
            static create(properties?: railkv.v1.TrainRow.$Properties): railkv.v1.TrainRow;

            /**
             * Encodes the specified TrainRow message. Does not implicitly {@link railkv.v1.TrainRow.verify|verify} messages.
             * @param message TrainRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.TrainRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TrainRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.TrainRow & railkv.v1.TrainRow.$Shape} TrainRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.TrainRow & railkv.v1.TrainRow.$Shape;
        }

        namespace TrainRow {

            /** Properties of a TrainRow. */
            interface $Properties {

                /** TrainRow train */
                train?: (string|null);

                /** TrainRow patterns */
                patterns?: (railkv.v1.TrainRow.Pattern.$Properties[]|null);

                /** TrainRow dates */
                dates?: (railkv.v1.TrainRow.RunDate.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TrainRow. */
            type $Shape = railkv.v1.TrainRow.$Properties;

            /**
             * Properties of a Pattern.
             * @deprecated Use railkv.v1.TrainRow.Pattern.$Properties instead.
             */
            interface IPattern extends railkv.v1.TrainRow.Pattern.$Properties {
            }

            /** Represents a Pattern. */
            class Pattern {

                /**
                 * Constructs a new Pattern.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: railkv.v1.TrainRow.Pattern.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Pattern stops. */
                stops: railkv.v1.StopTime.$Properties[];

                /** Pattern timezone. */
                timezone: string;

                /**
                 * Creates a new Pattern instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Pattern instance
                 */
                static create(properties: railkv.v1.TrainRow.Pattern.$Shape): railkv.v1.TrainRow.Pattern & railkv.v1.TrainRow.Pattern.$Shape;
                static create(properties?: railkv.v1.TrainRow.Pattern.$Properties): railkv.v1.TrainRow.Pattern;

                /**
                 * Encodes the specified Pattern message. Does not implicitly {@link railkv.v1.TrainRow.Pattern.verify|verify} messages.
                 * @param message Pattern message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: railkv.v1.TrainRow.Pattern.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Pattern message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {railkv.v1.TrainRow.Pattern & railkv.v1.TrainRow.Pattern.$Shape} Pattern
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.TrainRow.Pattern & railkv.v1.TrainRow.Pattern.$Shape;
            }

            namespace Pattern {

                /** Properties of a Pattern. */
                interface $Properties {

                    /** Pattern stops */
                    stops?: (railkv.v1.StopTime.$Properties[]|null);

                    /** Pattern timezone */
                    timezone?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Pattern. */
                type $Shape = railkv.v1.TrainRow.Pattern.$Properties;
            }

            /**
             * Properties of a RunDate.
             * @deprecated Use railkv.v1.TrainRow.RunDate.$Properties instead.
             */
            interface IRunDate extends railkv.v1.TrainRow.RunDate.$Properties {
            }

            /** Represents a RunDate. */
            class RunDate {

                /**
                 * Constructs a new RunDate.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: railkv.v1.TrainRow.RunDate.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RunDate date. */
                date: string;

                /** RunDate pattern. */
                pattern: number;

                /** RunDate dayStartMs. */
                dayStartMs: number;

                /**
                 * Creates a new RunDate instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RunDate instance
                 */
                static create(properties: railkv.v1.TrainRow.RunDate.$Shape): railkv.v1.TrainRow.RunDate & railkv.v1.TrainRow.RunDate.$Shape;
                static create(properties?: railkv.v1.TrainRow.RunDate.$Properties): railkv.v1.TrainRow.RunDate;

                /**
                 * Encodes the specified RunDate message. Does not implicitly {@link railkv.v1.TrainRow.RunDate.verify|verify} messages.
                 * @param message RunDate message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: railkv.v1.TrainRow.RunDate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RunDate message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {railkv.v1.TrainRow.RunDate & railkv.v1.TrainRow.RunDate.$Shape} RunDate
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.TrainRow.RunDate & railkv.v1.TrainRow.RunDate.$Shape;
            }

            namespace RunDate {

                /** Properties of a RunDate. */
                interface $Properties {

                    /** RunDate date */
                    date?: (string|null);

                    /** RunDate pattern */
                    pattern?: (number|null);

                    /** RunDate dayStartMs */
                    dayStartMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RunDate. */
                type $Shape = railkv.v1.TrainRow.RunDate.$Properties;
            }
        }

        /**
         * Properties of a DueRow.
         * @deprecated Use railkv.v1.DueRow.$Properties instead.
         */
        interface IDueRow extends railkv.v1.DueRow.$Properties {
        }

        /** Represents a DueRow. */
        class DueRow {

            /**
             * Constructs a new DueRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.DueRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DueRow train. */
            train: string;

            /** DueRow date. */
            date: string;

            /** DueRow deadlineMs. */
            deadlineMs: number;

            /**
             * Creates a new DueRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DueRow instance
             */
            static create(properties: railkv.v1.DueRow.$Shape): railkv.v1.DueRow & railkv.v1.DueRow.$Shape;
            static create(properties?: railkv.v1.DueRow.$Properties): railkv.v1.DueRow;

            /**
             * Encodes the specified DueRow message. Does not implicitly {@link railkv.v1.DueRow.verify|verify} messages.
             * @param message DueRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.DueRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DueRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.DueRow & railkv.v1.DueRow.$Shape} DueRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.DueRow & railkv.v1.DueRow.$Shape;
        }

        namespace DueRow {

            /** Properties of a DueRow. */
            interface $Properties {

                /** DueRow train */
                train?: (string|null);

                /** DueRow date */
                date?: (string|null);

                /** DueRow deadlineMs */
                deadlineMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DueRow. */
            type $Shape = railkv.v1.DueRow.$Properties;
        }

        /**
         * Properties of a RunRow.
         * @deprecated Use railkv.v1.RunRow.$Properties instead.
         */
        interface IRunRow extends railkv.v1.RunRow.$Properties {
        }

        /** Represents a RunRow. */
        class RunRow {

            /**
             * Constructs a new RunRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RunRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RunRow plan. */
            plan?: (railkv.v1.Publish.$Properties|null);

            /** RunRow closed. */
            closed: boolean;

            /** RunRow planVersion. */
            planVersion: number;

            /**
             * Creates a new RunRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RunRow instance
             */
            static create(properties: railkv.v1.RunRow.$Shape): railkv.v1.RunRow & railkv.v1.RunRow.$Shape;
            static create(properties?: railkv.v1.RunRow.$Properties): railkv.v1.RunRow;

            /**
             * Encodes the specified RunRow message. Does not implicitly {@link railkv.v1.RunRow.verify|verify} messages.
             * @param message RunRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RunRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RunRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RunRow & railkv.v1.RunRow.$Shape} RunRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RunRow & railkv.v1.RunRow.$Shape;
        }

        namespace RunRow {

            /** Properties of a RunRow. */
            interface $Properties {

                /** RunRow plan */
                plan?: (railkv.v1.Publish.$Properties|null);

                /** RunRow closed */
                closed?: (boolean|null);

                /** RunRow planVersion */
                planVersion?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RunRow. */
            type $Shape = railkv.v1.RunRow.$Properties;
        }

        /**
         * Properties of an InventoryRow.
         * @deprecated Use railkv.v1.InventoryRow.$Properties instead.
         */
        interface IInventoryRow extends railkv.v1.InventoryRow.$Properties {
        }

        /** Represents an InventoryRow. */
        class InventoryRow {

            /**
             * Constructs a new InventoryRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.InventoryRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InventoryRow seats. */
            seats: number;

            /** InventoryRow segments. */
            segments: number;

            /** InventoryRow taken. */
            taken: Uint8Array;

            /**
             * Creates a new InventoryRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns InventoryRow instance
             */
            static create(properties: railkv.v1.InventoryRow.$Shape): railkv.v1.InventoryRow & railkv.v1.InventoryRow.$Shape;
            static create(properties?: railkv.v1.InventoryRow.$Properties): railkv.v1.InventoryRow;

            /**
             * Encodes the specified InventoryRow message. Does not implicitly {@link railkv.v1.InventoryRow.verify|verify} messages.
             * @param message InventoryRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.InventoryRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InventoryRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.InventoryRow & railkv.v1.InventoryRow.$Shape} InventoryRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.InventoryRow & railkv.v1.InventoryRow.$Shape;
        }

        namespace InventoryRow {

            /** Properties of an InventoryRow. */
            interface $Properties {

                /** InventoryRow seats */
                seats?: (number|null);

                /** InventoryRow segments */
                segments?: (number|null);

                /** InventoryRow taken */
                taken?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InventoryRow. */
            type $Shape = railkv.v1.InventoryRow.$Properties;
        }

        /**
         * Properties of a RequestRow.
         * @deprecated Use railkv.v1.RequestRow.$Properties instead.
         */
        interface IRequestRow extends railkv.v1.RequestRow.$Properties {
        }

        /** Represents a RequestRow. */
        class RequestRow {

            /**
             * Constructs a new RequestRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RequestRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RequestRow hashLow. */
            hashLow: number;

            /** RequestRow hashHigh. */
            hashHigh: number;

            /** RequestRow notAfterMs. */
            notAfterMs: number;

            /** RequestRow group. */
            group: number;

            /** RequestRow index. */
            index: number;

            /** RequestRow untilMs. */
            untilMs: number;

            /** RequestRow order. */
            order?: (railkv.v1.OrderRow.$Properties|null);

            /** RequestRow answer. */
            answer?: (Uint8Array|null);

            /** RequestRow abandoned. */
            abandoned?: (boolean|null);

            /** RequestRow outcome. */
            outcome?: ("order"|"answer"|"abandoned");

            /**
             * Creates a new RequestRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RequestRow instance
             */
            static create(properties: railkv.v1.RequestRow.$Shape): railkv.v1.RequestRow & railkv.v1.RequestRow.$Shape;
            static create(properties?: railkv.v1.RequestRow.$Properties): railkv.v1.RequestRow;

            /**
             * Encodes the specified RequestRow message. Does not implicitly {@link railkv.v1.RequestRow.verify|verify} messages.
             * @param message RequestRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RequestRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RequestRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RequestRow & railkv.v1.RequestRow.$Shape} RequestRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RequestRow & railkv.v1.RequestRow.$Shape;
        }

        namespace RequestRow {

            /** Properties of a RequestRow. */
            interface $Properties {

                /** RequestRow hashLow */
                hashLow?: (number|null);

                /** RequestRow hashHigh */
                hashHigh?: (number|null);

                /** RequestRow notAfterMs */
                notAfterMs?: (number|null);

                /** RequestRow group */
                group?: (number|null);

                /** RequestRow index */
                index?: (number|null);

                /** RequestRow untilMs */
                untilMs?: (number|null);

                /** RequestRow order */
                order?: (railkv.v1.OrderRow.$Properties|null);

                /** RequestRow answer */
                answer?: (Uint8Array|null);

                /** RequestRow abandoned */
                abandoned?: (boolean|null);

                /** RequestRow outcome */
                outcome?: ("order"|"answer"|"abandoned");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a RequestRow. */
            type $Shape = {
              hashLow?: number|null;
              hashHigh?: number|null;
              notAfterMs?: number|null;
              group?: number|null;
              index?: number|null;
              untilMs?: number|null;
              order?: railkv.v1.OrderRow.$Shape|null;
              answer?: Uint8Array|null;
              abandoned?: boolean|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ outcome?: undefined; order?: null; answer?: null; abandoned?: null }|{ outcome?: "order"; order: railkv.v1.OrderRow.$Shape; answer?: null; abandoned?: null }|{ outcome?: "answer"; order?: null; answer: Uint8Array; abandoned?: null }|{ outcome?: "abandoned"; order?: null; answer?: null; abandoned: boolean })
            );
        }

        /**
         * Properties of an OrderRow.
         * @deprecated Use railkv.v1.OrderRow.$Properties instead.
         */
        interface IOrderRow extends railkv.v1.OrderRow.$Properties {
        }

        /** Represents an OrderRow. */
        class OrderRow {

            /**
             * Constructs a new OrderRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.OrderRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OrderRow class. */
            class: string;

            /** OrderRow fromStop. */
            fromStop: number;

            /** OrderRow toStop. */
            toStop: number;

            /** OrderRow createdMs. */
            createdMs: number;

            /** OrderRow deadlineMs. */
            deadlineMs: number;

            /** OrderRow passengers. */
            passengers: string[];

            /** OrderRow seats. */
            seats: number[];

            /** OrderRow states. */
            states: Uint8Array;

            /**
             * Creates a new OrderRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OrderRow instance
             */
            static create(properties: railkv.v1.OrderRow.$Shape): railkv.v1.OrderRow & railkv.v1.OrderRow.$Shape;
            static create(properties?: railkv.v1.OrderRow.$Properties): railkv.v1.OrderRow;

            /**
             * Encodes the specified OrderRow message. Does not implicitly {@link railkv.v1.OrderRow.verify|verify} messages.
             * @param message OrderRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.OrderRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OrderRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.OrderRow & railkv.v1.OrderRow.$Shape} OrderRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.OrderRow & railkv.v1.OrderRow.$Shape;
        }

        namespace OrderRow {

            /** Properties of an OrderRow. */
            interface $Properties {

                /** OrderRow class */
                "class"?: (string|null);

                /** OrderRow fromStop */
                fromStop?: (number|null);

                /** OrderRow toStop */
                toStop?: (number|null);

                /** OrderRow createdMs */
                createdMs?: (number|null);

                /** OrderRow deadlineMs */
                deadlineMs?: (number|null);

                /** OrderRow passengers */
                passengers?: (string[]|null);

                /** OrderRow seats */
                seats?: (number[]|null);

                /** OrderRow states */
                states?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OrderRow. */
            type $Shape = railkv.v1.OrderRow.$Properties;
        }

        /**
         * Properties of a PlainRow.
         * @deprecated Use railkv.v1.PlainRow.$Properties instead.
         */
        interface IPlainRow extends railkv.v1.PlainRow.$Properties {
        }

        /** Represents a PlainRow. */
        class PlainRow {

            /**
             * Constructs a new PlainRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.PlainRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlainRow value. */
            value: Uint8Array;

            /**
             * Creates a new PlainRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PlainRow instance
             */
            static create(properties: railkv.v1.PlainRow.$Shape): railkv.v1.PlainRow & railkv.v1.PlainRow.$Shape;
            static create(properties?: railkv.v1.PlainRow.$Properties): railkv.v1.PlainRow;

            /**
             * Encodes the specified PlainRow message. Does not implicitly {@link railkv.v1.PlainRow.verify|verify} messages.
             * @param message PlainRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.PlainRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlainRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.PlainRow & railkv.v1.PlainRow.$Shape} PlainRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.PlainRow & railkv.v1.PlainRow.$Shape;
        }

        namespace PlainRow {

            /** Properties of a PlainRow. */
            interface $Properties {

                /** PlainRow value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlainRow. */
            type $Shape = railkv.v1.PlainRow.$Properties;
        }

        /**
         * Properties of an EventRow.
         * @deprecated Use railkv.v1.EventRow.$Properties instead.
         */
        interface IEventRow extends railkv.v1.EventRow.$Properties {
        }

        /** Represents an EventRow. */
        class EventRow {

            /**
             * Constructs a new EventRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.EventRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EventRow timeMs. */
            timeMs: number;

            /** EventRow runs. */
            runs: railkv.v1.RunKey.$Properties[];

            /** EventRow events. */
            events: railkv.v1.EventRow.Event.$Properties[];

            /**
             * Creates a new EventRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EventRow instance
             */
            static create(properties: railkv.v1.EventRow.$Shape): railkv.v1.EventRow & railkv.v1.EventRow.$Shape;
            static create(properties?: railkv.v1.EventRow.$Properties): railkv.v1.EventRow;

            /**
             * Encodes the specified EventRow message. Does not implicitly {@link railkv.v1.EventRow.verify|verify} messages.
             * @param message EventRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.EventRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EventRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.EventRow & railkv.v1.EventRow.$Shape} EventRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.EventRow & railkv.v1.EventRow.$Shape;
        }

        namespace EventRow {

            /** Properties of an EventRow. */
            interface $Properties {

                /** EventRow timeMs */
                timeMs?: (number|null);

                /** EventRow runs */
                runs?: (railkv.v1.RunKey.$Properties[]|null);

                /** EventRow events */
                events?: (railkv.v1.EventRow.Event.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EventRow. */
            type $Shape = railkv.v1.EventRow.$Properties;

            /**
             * Properties of an Event.
             * @deprecated Use railkv.v1.EventRow.Event.$Properties instead.
             */
            interface IEvent extends railkv.v1.EventRow.Event.$Properties {
            }

            /** Represents an Event. */
            class Event {

                /**
                 * Constructs a new Event.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: railkv.v1.EventRow.Event.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Event kind. */
                kind: railkv.v1.EventKind;

                /** Event run. */
                run: number;

                /** Event caller. */
                caller: string;

                /** Event orderId. */
                orderId: string;

                /** Event passengers. */
                passengers: string[];

                /** Event key. */
                key: string;

                /**
                 * Creates a new Event instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Event instance
                 */
                static create(properties: railkv.v1.EventRow.Event.$Shape): railkv.v1.EventRow.Event & railkv.v1.EventRow.Event.$Shape;
                static create(properties?: railkv.v1.EventRow.Event.$Properties): railkv.v1.EventRow.Event;

                /**
                 * Encodes the specified Event message. Does not implicitly {@link railkv.v1.EventRow.Event.verify|verify} messages.
                 * @param message Event message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: railkv.v1.EventRow.Event.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Event message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {railkv.v1.EventRow.Event & railkv.v1.EventRow.Event.$Shape} Event
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.EventRow.Event & railkv.v1.EventRow.Event.$Shape;
            }

            namespace Event {

                /** Properties of an Event. */
                interface $Properties {

                    /** Event kind */
                    kind?: (railkv.v1.EventKind|null);

                    /** Event run */
                    run?: (number|null);

                    /** Event caller */
                    caller?: (string|null);

                    /** Event orderId */
                    orderId?: (string|null);

                    /** Event passengers */
                    passengers?: (string[]|null);

                    /** Event key */
                    key?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Event. */
                type $Shape = railkv.v1.EventRow.Event.$Properties;
            }
        }

        /** EventKind enum. */
        enum EventKind {

            /** EVENT_KIND_UNSPECIFIED value */
            EVENT_KIND_UNSPECIFIED = 0,

            /** EVENT_KIND_PUBLISHED value */
            EVENT_KIND_PUBLISHED = 1,

            /** EVENT_KIND_SALE_OPENED value */
            EVENT_KIND_SALE_OPENED = 2,

            /** EVENT_KIND_SALE_CLOSED value */
            EVENT_KIND_SALE_CLOSED = 3,

            /** EVENT_KIND_HELD value */
            EVENT_KIND_HELD = 4,

            /** EVENT_KIND_SOLD value */
            EVENT_KIND_SOLD = 5,

            /** EVENT_KIND_CONFIRMED value */
            EVENT_KIND_CONFIRMED = 6,

            /** EVENT_KIND_CANCELLED value */
            EVENT_KIND_CANCELLED = 7,

            /** EVENT_KIND_EXPIRED value */
            EVENT_KIND_EXPIRED = 8,

            /** EVENT_KIND_REFUNDED value */
            EVENT_KIND_REFUNDED = 9,

            /** EVENT_KIND_KEY_SET value */
            EVENT_KIND_KEY_SET = 10,

            /** EVENT_KIND_KEY_DELETED value */
            EVENT_KIND_KEY_DELETED = 11
        }

        /**
         * Properties of a GroupMetaRow.
         * @deprecated Use railkv.v1.GroupMetaRow.$Properties instead.
         */
        interface IGroupMetaRow extends railkv.v1.GroupMetaRow.$Properties {
        }

        /** Represents a GroupMetaRow. */
        class GroupMetaRow {

            /**
             * Constructs a new GroupMetaRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.GroupMetaRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupMetaRow group. */
            group: number;

            /** GroupMetaRow replicaId. */
            replicaId: number;

            /** GroupMetaRow range. */
            range?: (railkv.v1.KeyRange.$Properties|null);

            /** GroupMetaRow epoch. */
            epoch?: (railkv.v1.Epoch.$Properties|null);

            /** GroupMetaRow members. */
            members: railkv.v1.Replica.$Properties[];

            /** GroupMetaRow replicaCounter. */
            replicaCounter: number;

            /** GroupMetaRow recoveryEpoch. */
            recoveryEpoch: number;

            /** GroupMetaRow configuration. */
            configuration?: (railkv.v1.Configuration.$Properties|null);

            /** GroupMetaRow appliedIndex. */
            appliedIndex: number;

            /** GroupMetaRow appliedTerm. */
            appliedTerm: number;

            /** GroupMetaRow digestHigh. */
            digestHigh: number;

            /** GroupMetaRow digestLow. */
            digestLow: number;

            /** GroupMetaRow format. */
            format: number;

            /** GroupMetaRow host. */
            host: Uint8Array;

            /** GroupMetaRow chain. */
            chain: number;

            /**
             * Creates a new GroupMetaRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupMetaRow instance
             */
            static create(properties: railkv.v1.GroupMetaRow.$Shape): railkv.v1.GroupMetaRow & railkv.v1.GroupMetaRow.$Shape;
            static create(properties?: railkv.v1.GroupMetaRow.$Properties): railkv.v1.GroupMetaRow;

            /**
             * Encodes the specified GroupMetaRow message. Does not implicitly {@link railkv.v1.GroupMetaRow.verify|verify} messages.
             * @param message GroupMetaRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.GroupMetaRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupMetaRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.GroupMetaRow & railkv.v1.GroupMetaRow.$Shape} GroupMetaRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.GroupMetaRow & railkv.v1.GroupMetaRow.$Shape;
        }

        namespace GroupMetaRow {

            /** Properties of a GroupMetaRow. */
            interface $Properties {

                /** GroupMetaRow group */
                group?: (number|null);

                /** GroupMetaRow replicaId */
                replicaId?: (number|null);

                /** GroupMetaRow range */
                range?: (railkv.v1.KeyRange.$Properties|null);

                /** GroupMetaRow epoch */
                epoch?: (railkv.v1.Epoch.$Properties|null);

                /** GroupMetaRow members */
                members?: (railkv.v1.Replica.$Properties[]|null);

                /** GroupMetaRow replicaCounter */
                replicaCounter?: (number|null);

                /** GroupMetaRow recoveryEpoch */
                recoveryEpoch?: (number|null);

                /** GroupMetaRow configuration */
                configuration?: (railkv.v1.Configuration.$Properties|null);

                /** GroupMetaRow appliedIndex */
                appliedIndex?: (number|null);

                /** GroupMetaRow appliedTerm */
                appliedTerm?: (number|null);

                /** GroupMetaRow digestHigh */
                digestHigh?: (number|null);

                /** GroupMetaRow digestLow */
                digestLow?: (number|null);

                /** GroupMetaRow format */
                format?: (number|null);

                /** GroupMetaRow host */
                host?: (Uint8Array|null);

                /** GroupMetaRow chain */
                chain?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupMetaRow. */
            type $Shape = railkv.v1.GroupMetaRow.$Properties;
        }

        /**
         * Properties of a SnapshotIntentRow.
         * @deprecated Use railkv.v1.SnapshotIntentRow.$Properties instead.
         */
        interface ISnapshotIntentRow extends railkv.v1.SnapshotIntentRow.$Properties {
        }

        /** Represents a SnapshotIntentRow. */
        class SnapshotIntentRow {

            /**
             * Constructs a new SnapshotIntentRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.SnapshotIntentRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotIntentRow group. */
            group: number;

            /** SnapshotIntentRow replicaId. */
            replicaId: number;

            /** SnapshotIntentRow range. */
            range?: (railkv.v1.KeyRange.$Properties|null);

            /** SnapshotIntentRow metadata. */
            metadata?: (railkv.v1.SnapshotMetadata.$Properties|null);

            /**
             * Creates a new SnapshotIntentRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotIntentRow instance
             */
            static create(properties: railkv.v1.SnapshotIntentRow.$Shape): railkv.v1.SnapshotIntentRow & railkv.v1.SnapshotIntentRow.$Shape;
            static create(properties?: railkv.v1.SnapshotIntentRow.$Properties): railkv.v1.SnapshotIntentRow;

            /**
             * Encodes the specified SnapshotIntentRow message. Does not implicitly {@link railkv.v1.SnapshotIntentRow.verify|verify} messages.
             * @param message SnapshotIntentRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.SnapshotIntentRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotIntentRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.SnapshotIntentRow & railkv.v1.SnapshotIntentRow.$Shape} SnapshotIntentRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.SnapshotIntentRow & railkv.v1.SnapshotIntentRow.$Shape;
        }

        namespace SnapshotIntentRow {

            /** Properties of a SnapshotIntentRow. */
            interface $Properties {

                /** SnapshotIntentRow group */
                group?: (number|null);

                /** SnapshotIntentRow replicaId */
                replicaId?: (number|null);

                /** SnapshotIntentRow range */
                range?: (railkv.v1.KeyRange.$Properties|null);

                /** SnapshotIntentRow metadata */
                metadata?: (railkv.v1.SnapshotMetadata.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotIntentRow. */
            type $Shape = railkv.v1.SnapshotIntentRow.$Properties;
        }

        /**
         * Properties of a DamageRow.
         * @deprecated Use railkv.v1.DamageRow.$Properties instead.
         */
        interface IDamageRow extends railkv.v1.DamageRow.$Properties {
        }

        /** Represents a DamageRow. */
        class DamageRow {

            /**
             * Constructs a new DamageRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.DamageRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DamageRow group. */
            group: number;

            /** DamageRow replicaId. */
            replicaId: number;

            /** DamageRow reason. */
            reason: string;

            /**
             * Creates a new DamageRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DamageRow instance
             */
            static create(properties: railkv.v1.DamageRow.$Shape): railkv.v1.DamageRow & railkv.v1.DamageRow.$Shape;
            static create(properties?: railkv.v1.DamageRow.$Properties): railkv.v1.DamageRow;

            /**
             * Encodes the specified DamageRow message. Does not implicitly {@link railkv.v1.DamageRow.verify|verify} messages.
             * @param message DamageRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.DamageRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DamageRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.DamageRow & railkv.v1.DamageRow.$Shape} DamageRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.DamageRow & railkv.v1.DamageRow.$Shape;
        }

        namespace DamageRow {

            /** Properties of a DamageRow. */
            interface $Properties {

                /** DamageRow group */
                group?: (number|null);

                /** DamageRow replicaId */
                replicaId?: (number|null);

                /** DamageRow reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DamageRow. */
            type $Shape = railkv.v1.DamageRow.$Properties;
        }

        /**
         * Properties of a RecoveryRow.
         * @deprecated Use railkv.v1.RecoveryRow.$Properties instead.
         */
        interface IRecoveryRow extends railkv.v1.RecoveryRow.$Properties {
        }

        /** Represents a RecoveryRow. */
        class RecoveryRow {

            /**
             * Constructs a new RecoveryRow.
             * @param [properties] Properties to set
             */
            constructor(properties?: railkv.v1.RecoveryRow.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RecoveryRow group. */
            group: number;

            /** RecoveryRow recoveryEpoch. */
            recoveryEpoch: number;

            /** RecoveryRow lostNodes. */
            lostNodes: string[];

            /** RecoveryRow fromReplicaId. */
            fromReplicaId: number;

            /** RecoveryRow toReplicaId. */
            toReplicaId: number;

            /** RecoveryRow recoveryId. */
            recoveryId: string;

            /**
             * Creates a new RecoveryRow instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RecoveryRow instance
             */
            static create(properties: railkv.v1.RecoveryRow.$Shape): railkv.v1.RecoveryRow & railkv.v1.RecoveryRow.$Shape;
            static create(properties?: railkv.v1.RecoveryRow.$Properties): railkv.v1.RecoveryRow;

            /**
             * Encodes the specified RecoveryRow message. Does not implicitly {@link railkv.v1.RecoveryRow.verify|verify} messages.
             * @param message RecoveryRow message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: railkv.v1.RecoveryRow.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RecoveryRow message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {railkv.v1.RecoveryRow & railkv.v1.RecoveryRow.$Shape} RecoveryRow
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): railkv.v1.RecoveryRow & railkv.v1.RecoveryRow.$Shape;
        }

        namespace RecoveryRow {

            /** Properties of a RecoveryRow. */
            interface $Properties {

                /** RecoveryRow group */
                group?: (number|null);

                /** RecoveryRow recoveryEpoch */
                recoveryEpoch?: (number|null);

                /** RecoveryRow lostNodes */
                lostNodes?: (string[]|null);

                /** RecoveryRow fromReplicaId */
                fromReplicaId?: (number|null);

                /** RecoveryRow toReplicaId */
                toReplicaId?: (number|null);

                /** RecoveryRow recoveryId */
                recoveryId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RecoveryRow. */
            type $Shape = railkv.v1.RecoveryRow.$Properties;
        }
    }
}

/** Namespace google. */
export namespace google {

    /** Namespace rpc. */
    namespace rpc {

        /**
         * Properties of an Any.
         * @deprecated Use google.rpc.Any.$Properties instead.
         */
        interface IAny extends google.rpc.Any.$Properties {
        }

        /** Represents an Any. */
        class Any {

            /**
             * Constructs a new Any.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.rpc.Any.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Any typeUrl. */
            typeUrl: string;

            /** Any value. */
            value: Uint8Array;

            /**
             * Creates a new Any instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Any instance
             */
            static create(properties: google.rpc.Any.$Shape): google.rpc.Any & google.rpc.Any.$Shape;
            static create(properties?: google.rpc.Any.$Properties): google.rpc.Any;

            /**
             * Encodes the specified Any message. Does not implicitly {@link google.rpc.Any.verify|verify} messages.
             * @param message Any message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.rpc.Any.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Any message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.rpc.Any & google.rpc.Any.$Shape} Any
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.rpc.Any & google.rpc.Any.$Shape;
        }

        namespace Any {

            /** Properties of an Any. */
            interface $Properties {

                /** Any typeUrl */
                typeUrl?: (string|null);

                /** Any value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Any. */
            type $Shape = google.rpc.Any.$Properties;
        }

        /**
         * Properties of a Status.
         * @deprecated Use google.rpc.Status.$Properties instead.
         */
        interface IStatus extends google.rpc.Status.$Properties {
        }

        /** Represents a Status. */
        class Status {

            /**
             * Constructs a new Status.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.rpc.Status.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Status code. */
            code: number;

            /** Status message. */
            message: string;

            /** Status details. */
            details: google.rpc.Any.$Properties[];

            /**
             * Creates a new Status instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Status instance
             */
            static create(properties: google.rpc.Status.$Shape): google.rpc.Status & google.rpc.Status.$Shape;
            static create(properties?: google.rpc.Status.$Properties): google.rpc.Status;

            /**
             * Encodes the specified Status message. Does not implicitly {@link google.rpc.Status.verify|verify} messages.
             * @param message Status message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.rpc.Status.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.rpc.Status & google.rpc.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.rpc.Status & google.rpc.Status.$Shape;
        }

        namespace Status {

            /** Properties of a Status. */
            interface $Properties {

                /** Status code */
                code?: (number|null);

                /** Status message */
                message?: (string|null);

                /** Status details */
                details?: (google.rpc.Any.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Status. */
            type $Shape = google.rpc.Status.$Properties;
        }

        /**
         * Properties of an ErrorInfo.
         * @deprecated Use google.rpc.ErrorInfo.$Properties instead.
         */
        interface IErrorInfo extends google.rpc.ErrorInfo.$Properties {
        }

        /** Represents an ErrorInfo. */
        class ErrorInfo {

            /**
             * Constructs a new ErrorInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.rpc.ErrorInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ErrorInfo reason. */
            reason: string;

            /** ErrorInfo domain. */
            domain: string;

            /** ErrorInfo metadata. */
            metadata: { [k: string]: string };

            /**
             * Creates a new ErrorInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ErrorInfo instance
             */
            static create(properties: google.rpc.ErrorInfo.$Shape): google.rpc.ErrorInfo & google.rpc.ErrorInfo.$Shape;
            static create(properties?: google.rpc.ErrorInfo.$Properties): google.rpc.ErrorInfo;

            /**
             * Encodes the specified ErrorInfo message. Does not implicitly {@link google.rpc.ErrorInfo.verify|verify} messages.
             * @param message ErrorInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.rpc.ErrorInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ErrorInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.rpc.ErrorInfo & google.rpc.ErrorInfo.$Shape} ErrorInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.rpc.ErrorInfo & google.rpc.ErrorInfo.$Shape;
        }

        namespace ErrorInfo {

            /** Properties of an ErrorInfo. */
            interface $Properties {

                /** ErrorInfo reason */
                reason?: (string|null);

                /** ErrorInfo domain */
                domain?: (string|null);

                /** ErrorInfo metadata */
                metadata?: ({ [k: string]: string }|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ErrorInfo. */
            type $Shape = google.rpc.ErrorInfo.$Properties;
        }

        /**
         * Properties of a Duration.
         * @deprecated Use google.rpc.Duration.$Properties instead.
         */
        interface IDuration extends google.rpc.Duration.$Properties {
        }

        /** Represents a Duration. */
        class Duration {

            /**
             * Constructs a new Duration.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.rpc.Duration.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Duration seconds. */
            seconds: number;

            /** Duration nanos. */
            nanos: number;

            /**
             * Creates a new Duration instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Duration instance
             */
            static create(properties: google.rpc.Duration.$Shape): google.rpc.Duration & google.rpc.Duration.$Shape;
            static create(properties?: google.rpc.Duration.$Properties): google.rpc.Duration;

            /**
             * Encodes the specified Duration message. Does not implicitly {@link google.rpc.Duration.verify|verify} messages.
             * @param message Duration message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.rpc.Duration.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Duration message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.rpc.Duration & google.rpc.Duration.$Shape} Duration
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.rpc.Duration & google.rpc.Duration.$Shape;
        }

        namespace Duration {

            /** Properties of a Duration. */
            interface $Properties {

                /** Duration seconds */
                seconds?: (number|null);

                /** Duration nanos */
                nanos?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Duration. */
            type $Shape = google.rpc.Duration.$Properties;
        }

        /**
         * Properties of a RetryInfo.
         * @deprecated Use google.rpc.RetryInfo.$Properties instead.
         */
        interface IRetryInfo extends google.rpc.RetryInfo.$Properties {
        }

        /** Represents a RetryInfo. */
        class RetryInfo {

            /**
             * Constructs a new RetryInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: google.rpc.RetryInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RetryInfo retryDelay. */
            retryDelay?: (google.rpc.Duration.$Properties|null);

            /**
             * Creates a new RetryInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RetryInfo instance
             */
            static create(properties: google.rpc.RetryInfo.$Shape): google.rpc.RetryInfo & google.rpc.RetryInfo.$Shape;
            static create(properties?: google.rpc.RetryInfo.$Properties): google.rpc.RetryInfo;

            /**
             * Encodes the specified RetryInfo message. Does not implicitly {@link google.rpc.RetryInfo.verify|verify} messages.
             * @param message RetryInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: google.rpc.RetryInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RetryInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {google.rpc.RetryInfo & google.rpc.RetryInfo.$Shape} RetryInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): google.rpc.RetryInfo & google.rpc.RetryInfo.$Shape;
        }

        namespace RetryInfo {

            /** Properties of a RetryInfo. */
            interface $Properties {

                /** RetryInfo retryDelay */
                retryDelay?: (google.rpc.Duration.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RetryInfo. */
            type $Shape = google.rpc.RetryInfo.$Properties;
        }
    }
}
